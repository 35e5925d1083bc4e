/** `pesim verify`: runs the tiers against a target and prints what differs. */
import { randomBytes } from 'node:crypto'
import { ConfigError } from '../config/index.js'
import { wallClock } from '../engine/index.js'
import { EXIT_FAILURE, EXIT_OK, httpClient, targetUrl } from '../cli/core/index.js'
import type { Io } from '../cli/core/index.js'
import { probeWrites } from './write-probe.js'
import { verifyPeer } from './peer.js'
import { verifyExpectations } from './expectations.js'
import { verifyReads } from './reads.js'
import { countOf, lineOf } from './result.js'
import type { Result } from './result.js'
import { checkPrism, targetOf } from '../reading/index.js'
import type { TargetFlags } from '../reading/index.js'

export interface VerifyFlags extends TargetFlags {
  readonly peer?: string
  readonly disposable?: boolean
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
  using client = httpClient(target, io.stop)
  using peerClient = peer && httpClient(peer, io.stop)
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
  if (flags.disposable === true) {
    const name = `pesim-verify-${randomBytes(6).toString('hex')}`
    print(`Making protection domain ${name} on ${target.url.origin}, without VMs, and removing it again.\n`)
    using cleanUp = httpClient(target) // nobody stops it
    await probeWrites(client, cleanUp, name, wallClock(), report)
  } else {
    print('Nothing was made: --disposable makes one empty protection domain and removes it.\n')
  }

  const counts = countOf(results)
  const total = `${counts.same} same, ${counts.differs} differ, ${counts.refused} refused, ${counts.skipped} skipped`
  if (flags.json === true) io.stdout.write(`${JSON.stringify({ target: target.url.origin, counts, results })}\n`)
  else print(`${total}\n`)
  return counts.differs === 0 ? EXIT_OK : EXIT_FAILURE
}
