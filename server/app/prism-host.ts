/** What the emulated API needs of the emulator around it: which site a request means, who may log in, the lab, the journal. */
import type { FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { centralHandlers } from '../central/index.js'
import type { Journal } from '../control/index.js'
import { own } from '../domain/core/index.js'
import { derivedUuid, elapsedSeconds, firstSecretOf, secretCheck, secretOf } from '../engine/index.js'
import { siteOf } from '../http/listen/index.js'
import type { AddressTable } from '../http/listen/index.js'
import { HttpRefusal } from '../http/contract/index.js'
import type { Mishaps } from '../http/app/index.js'
import type { Keeping } from './persistence.js'
import type { Lab } from '../labs/index.js'
import { waitIn } from '../labs/index.js'
import { createAuth } from '../prism/index.js'
import type { Account } from '../prism/index.js'
import type { PrismHost } from '../prism/gateway/index.js'
import { CENTRAL } from '../prism/core/index.js'
import type { CentralIdentity } from '../prism/core/index.js'
import type { Config } from '../config/index.js'

export interface HostParts {
  readonly config: Config
  readonly lab: Lab
  readonly kept: Keeping
  readonly journal: Journal
  readonly mishaps: Mishaps
  readonly closing: AbortSignal
  table(): AddressTable
}

export function prismHost({ config, lab, kept, journal, mishaps, closing, table }: HostParts): PrismHost {
  const right = secretCheck()
  return {
    siteOf: request => siteNameOf(request, table()),
    central: () => centralIdentity(lab, table()),
    centralHandlers,
    world: () => lab.world,
    catchUp: () => lab.pace.catchUp(),
    dispatch: command => lab.engine.dispatch(command),
    wait: (wait, signal) => waitIn(lab, wait, AbortSignal.any([signal, closing])),
    mishapOf: asked => mishaps.meetingWith(asked),
    closing,
    noted: call => {
      journal.note({ at: lab.world.now, ...call })
    },
    kept: request => (request.method === 'GET' || request.method === 'HEAD' ? Promise.resolve() : kept.kept()),
    auth: createAuth({
      accountOf: accountsOf(config, lab),
      right,
      nowSeconds: elapsedSeconds,
      randomId: () => randomUUID().replace(/-/g, '').toUpperCase(),
      secure: !config.http
    }),
    secrets: { of: (purpose, password) => secretOf(lab.world.seed, purpose, password), right },
    strictAnswers: config.strictAnswers ?? false,
    strict: config.strict
  }
}

export function siteOfRequest({ raw, headers }: FastifyRequest, table: AddressTable): string | undefined {
  const name = siteOf(raw.socket.localAddress, raw.socket.localPort, headers.host, table)
  return name === CENTRAL_HOST ? CENTRAL : name
}

function siteNameOf(request: FastifyRequest, table: AddressTable): string {
  const name = siteOfRequest(request, table)
  if (name !== undefined) return name
  const asked = request.headers.host ?? 'a request without a Host name'
  throw new HttpRefusal('unknown-path', 404, `No cluster answers to ${asked}`)
}

/** What Prism Central is called, also as a Host name; `CENTRAL` does as well. */
const CENTRAL_HOST = 'prism-central'

/** Every name that a Host name can have. */
export function sitesOf(lab: Lab): string[] {
  return [...Object.keys(lab.world.clusters), CENTRAL, CENTRAL_HOST]
}

function centralIdentity(lab: Lab, { listeners }: AddressTable): CentralIdentity {
  const address = listeners.find(({ name }) => name === CENTRAL)?.address ?? CENTRAL_HOST
  return { uuid: derivedUuid(lab.world.seed, CENTRAL), name: CENTRAL_HOST, address }
}

/** Prism Central has one user, the administrator of the start; a cluster has those of its world. */
function accountsOf(config: Config, lab: Lab): (site: string, user: string) => Account | undefined {
  const secret = firstSecretOf(lab.world.seed, config.user, config.password)
  const administrator: Account = { roles: ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN'], enabled: true, secret }
  return (site, user) => {
    if (site !== CENTRAL) return own(own(lab.world.clusters, site)?.users ?? {}, user)
    return user === config.user ? administrator : undefined
  }
}

/** An address that several clusters share names none of them. */
export function nameAddresses(lab: Lab, { listeners }: AddressTable): void {
  for (const cluster of Object.keys(lab.world.clusters)) {
    const addresses = listeners
      .filter(
        ({ name, address }) =>
          name === cluster && !listeners.some(other => other.name !== cluster && other.address === address)
      )
      .map(({ address }) => address)
    lab.engine.dispatch({ type: 'name-addresses', cluster, addresses })
  }
}
