/** Sends notices as SNMP traps and informs, v2c and v3, by net-snmp. Loaded by the first one that may be sent. */
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import {
  AuthProtocols,
  Authentication,
  ObjectType,
  PrivProtocols,
  SecurityLevel as level,
  Version2c,
  createSession,
  createV3Session
} from 'net-snmp'
import type { SentRequest, Session, SnmpUser as SessionUser } from 'net-snmp'
import { machineTime } from '../engine/index.js'
import type { DeliveryOf, OutgoingResult, Send } from './models.js'
import { trapOf } from './trap.js'

type TrapDelivery = DeliveryOf<'snmp'>

/** An inform is sent twice at most, so long apart, in real milliseconds. */
const INFORM_TIMEOUT_MS = 1000
const INFORM_RETRIES = 1
/** What is said of a user's key that is a digest already. */
const DIGEST = 'digest:'
const ENGINE_BYTES = { min: 5, max: 32 }
/** The vendor's number with the first bit set, then: "assigned by the vendor" (RFC 3411). */
const ENGINE_PREFIX = '8000a12f05'
/** Seconds of the engine count from here, so that they grow over restarts, as receivers want it: 2020-01-01. */
const ENGINE_EPOCH_SECONDS = 1_577_836_800

const { passwordToKey } = Authentication
Authentication.passwordToKey = (protocol, password, engineId) =>
  password.startsWith(DIGEST)
    ? localizedKey(password.slice(DIGEST.length), engineId)
    : passwordToKey(protocol, password, engineId)

/** The key of one engine (RFC 3414, 2.6). */
function localizedKey(digest: string, engineId: Buffer): Buffer {
  const unbound = Buffer.from(digest, 'hex')
  return createHash('sha1').update(unbound).update(engineId).update(unbound).digest()
}

/** One session for each receiver and user; they are closed before it resolves. */
export const sendTraps: Send<'snmp'> = async deliveries => {
  const sessions = new Map<string, Session>()
  try {
    const results: OutgoingResult[] = []
    for (const delivery of deliveries) results.push(await sendTrap(delivery, sessions))
    return results
  } finally {
    for (const session of sessions.values()) session.close()
  }
}

async function sendTrap(delivery: TrapDelivery, sessions: Map<string, Session>): Promise<OutgoingResult> {
  const { trap, user, notice } = delivery
  const sessionUser = trap.version === 'SNMPv3' ? userOf(user) : undefined
  if (!trap.protocol.startsWith('UDP')) return 'unusable'
  if (trap.version === 'SNMPv3' && sessionUser === undefined) return 'unusable'
  const key = JSON.stringify([trap, user, notice.cluster.uuid])
  const session = sessions.get(key) ?? openSession(delivery, sessionUser)
  sessions.set(key, session)
  const { oid, variables } = trapOf(notice)
  const varbinds = variables.map(({ oid, type, value }) => ({
    ...{ oid, type: ObjectType[type] },
    value: type === 'Counter64' ? integerBytes(Number(value)) : value
  }))
  return new Promise(resolve => {
    const done = (error: Error | null): void => resolve(error === null ? 'sent' : 'failed')
    if (trap.inform) session.inform(oid, varbinds, {}, done)
    else session.trap(oid, varbinds, {}, done)
  })
}

/** As BER has an integer that is never negative: no byte too many, and none to be taken for a sign. net-snmp leaves it to us. */
function integerBytes(value: number): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes
}

/** Undefined for a user whose keys nobody has told, so that nothing can be signed. */
function userOf(user: TrapDelivery['user']): SessionUser | undefined {
  if (user === undefined) return undefined
  const { username: name, authType, privType, authDigest, privDigest } = user
  if (authType === null) return { name, level: level.noAuthNoPriv }
  if (authDigest === undefined) return undefined
  const signing = { name, authProtocol: AuthProtocols.sha, authKey: DIGEST + authDigest }
  if (privType === null) return { ...signing, level: level.authNoPriv }
  if (privDigest === undefined) return undefined
  return { ...signing, level: level.authPriv, privProtocol: PrivProtocols.aes, privKey: DIGEST + privDigest }
}

function openSession({ host, port, trap, notice }: TrapDelivery, user: SessionUser | undefined): Session {
  const options = {
    transport: trap.protocol === 'UDP_6' || isIPv6(host) ? ('udp6' as const) : ('udp4' as const),
    ...{ port, trapPort: port, retries: INFORM_RETRIES, timeout: INFORM_TIMEOUT_MS },
    engineID: engineIdOf(trap.engineId, notice.cluster.uuid)
  }
  const session =
    user === undefined
      ? createSession(host, trap.community ?? 'public', { ...options, version: Version2c })
      : createV3Session(host, user, options)
  session.on('error', () => undefined) // each delivery is told of its own
  if (user !== undefined && !trap.inform) stampTime(session)
  return session
}

/** The one of the settings, where it can be one, else one of the cluster's own. */
function engineIdOf(configured: string | null, uuid: string): string {
  const digits = (configured ?? '').replace(/^0x/i, '').replace(/[:\s]/g, '')
  const bytes = digits.length / 2
  const usable = /^([0-9a-f]{2})+$/i.test(digits) && bytes >= ENGINE_BYTES.min && bytes <= ENGINE_BYTES.max
  return usable ? digits : ENGINE_PREFIX + uuid.replaceAll('-', '')
}

/** The engine of a trap is the sender's, whose clock receivers follow: net-snmp would tell them that it stands. */
function stampTime(session: Session): void {
  const send = session.send.bind(session)
  session.send = (request: SentRequest, noWait) => {
    const parameters = request.message.msgSecurityParameters
    if (parameters !== undefined) {
      parameters.msgAuthoritativeEngineBoots = 1
      parameters.msgAuthoritativeEngineTime = Math.floor(machineTime().getTime() / 1000) - ENGINE_EPOCH_SECONDS
    }
    return send(request, noWait)
  }
}
