/** `pesim verify`: runs the tiers against a target and prints what differs. */
import { randomBytes } from 'node:crypto'
import { ConfigError } from '../config/index.js'
import { wallClock } from '../engine/index.js'
import { EXIT_FAILURE, EXIT_OK, httpClient, targetUrl } from '../cli/core/index.js'
import type { HttpClient, HttpTarget, Io } from '../cli/core/index.js'
import { probeWrites } from './write-probe.js'
import { verifyPeer } from './peer.js'
import { verifyExpectations } from './expectations.js'
import { verifyReads } from './reads.js'
import { countOf, lineOf } from './result.js'
import type { Result } from './result.js'
import { replaceFile } from '../files/index.js'
import { checkPrism, patientClient, recordingClient, recordingOf, targetOf } from '../reading/index.js'
import type { Exchange, TargetFlags } from '../reading/index.js'
import { verifyAgainst } from './against.js'
import type { StartEmulator } from './against.js'

export interface VerifyFlags extends TargetFlags {
  readonly peer?: string
  readonly disposable?: boolean
  readonly record?: string
  readonly against?: string
  readonly json?: boolean
}

/**
 * Returns the exit code, a failure where anything differs. Throws `ConfigError` for wrong flags, `Unreachable` where no
 * Prism Element answers.
 */
export async function runVerify(flags: VerifyFlags, io: Io): Promise<number> {
  const target = await targetOf(flags, io)
  const peer = flags.peer === undefined ? undefined : { ...target, url: targetUrl(flags.peer, '--peer') }
  if (peer?.url.href === target.url.href) throw new ConfigError('--peer is the target itself')
  const exchanges: Exchange[] = []
  const open = (to: HttpTarget, number: number): HttpClient =>
    flags.record === undefined
      ? patientClient(httpClient(to, io.stop), io.stop)
      : recordingClient(patientClient(httpClient(to, io.stop), io.stop), number, exchanges)
  using client = open(target, 0)
  using peerClient = peer && open(peer, 1)
  await checkPrism(client, target)
  if (peer && peerClient) await checkPrism(peerClient, peer)

  const results: Result[] = []
  const print = (text: string): void => void (flags.json === true || io.stdout.write(text))
  const report = (result: Result): void => {
    results.push(result)
    print(lineOf(result))
  }
  print(`Reading from ${target.url.origin}; nothing is changed.\n`)
  await verifyReads(client, report)
  await verifyExpectations(client, report)
  if (peer && peerClient) {
    print(`Reading from ${peer.url.origin} too; nothing is changed.\n`)
    await verifyPeer(client, peerClient, report)
  }
  const recorded = [...exchanges]
  if (flags.disposable === true) {
    const name = `pesim-verify-${randomBytes(6).toString('hex')}`
    print(`Making protection domain ${name} on ${target.url.origin}, without VMs, and removing it again.\n`)
    using cleanUp = httpClient(target) // nobody stops it
    await probeWrites(client, cleanUp, name, wallClock(), report)
  } else {
    print('Nothing was made: --disposable makes one empty protection domain and removes it.\n')
  }

  if (flags.record !== undefined) await replaceFile(flags.record, `${JSON.stringify(recordingOf(recorded))}\n`)
  return conclude(target.url.origin, results, flags, io)
}

/** Compares a recording with an emulator of its own. Throws `ConfigError` for wrong flags, and for what is no recording. */
export async function runAgainst(flags: VerifyFlags, io: Io, start: StartEmulator): Promise<number> {
  const { against = '', target, peer, record, disposable } = flags
  if ([target, peer, record, disposable].some(flag => flag !== undefined))
    throw new ConfigError('--against asks no cluster: --target, --peer, --record and --disposable exclude it')
  const results: Result[] = []
  const print = (text: string): void => void (flags.json === true || io.stdout.write(text))
  const estate = await verifyAgainst(against, start, result => {
    results.push(result)
    print(lineOf(result))
  })
  print(`Compared with an emulator of ${estate}.\n`)
  return conclude(against, results, flags, io)
}

function conclude(target: string, results: readonly Result[], flags: VerifyFlags, io: Io): number {
  const counts = countOf(results)
  const total = `${counts.same} same, ${counts.differs} differ, ${counts.refused} refused, ${counts.skipped} skipped`
  if (flags.json === true) io.stdout.write(`${JSON.stringify({ target, counts, results })}\n`)
  else io.stdout.write(`${total}\n`)
  return counts.differs === 0 ? EXIT_OK : EXIT_FAILURE
}
