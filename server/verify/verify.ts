/** `pesim verify`: asks a Prism Element what the emulator promises, the emulator or a real one, and tells what differs. */
import { randomBytes } from 'node:crypto'
import { ConfigError } from '../config/index.js'
import { wallClock } from '../engine/index.js'
import type { Io, Target } from '../cli/core/index.js'
import { askerOf, certificateIn, checkPrism, targetUrl } from '../cli/core/index.js'
import { verifyDisposable } from './disposable.js'
import { verifyPeer } from './peer.js'
import { verifyReads } from './reads.js'
import { countOf, lineOf } from './result.js'
import type { Result } from './result.js'

export interface VerifyFlags {
  readonly target?: string
  readonly username?: string
  readonly password?: string
  readonly peer?: string
  readonly disposable?: boolean
  readonly ca?: string
  readonly insecure?: boolean
  readonly json?: boolean
}

export const EXIT_SAME = 0
export const EXIT_DIFFERS = 1

/** Returns the exit code. Throws `ConfigError` for wrong flags, `Unreachable` where no Prism Element answers. */
export async function runVerify(flags: VerifyFlags, io: Io): Promise<number> {
  const target = await targetOf(flags)
  const ask = askerOf(target, io.stop)
  const peer = flags.peer === undefined ? undefined : { ...target, url: targetUrl(flags.peer, '--peer') }
  if (peer?.url.href === target.url.href) throw new ConfigError('--peer is the target itself')
  await checkPrism(ask, target)
  if (peer !== undefined) await checkPrism(askerOf(peer, io.stop), peer)

  const results: Result[] = []
  const say = (text: string): void => void (flags.json === true || io.stdout.write(text))
  const tell = (result: Result): void => {
    results.push(result)
    say(lineOf(result))
  }
  say(`Reading from ${target.url.origin}; nothing is changed.\n`)
  await verifyReads(ask, tell)
  if (peer !== undefined) {
    say(`Reading from ${peer.url.origin} too; nothing is changed.\n`)
    await verifyPeer(ask, askerOf(peer, io.stop), tell)
  }
  if (flags.disposable === true) {
    const name = `pesim-verify-${randomBytes(6).toString('hex')}`
    say(`Making protection domain ${name} on ${target.url.origin}, without VMs, and removing it again.\n`)
    await verifyDisposable(ask, askerOf(target), name, wallClock(), tell)
  } else {
    say('Nothing was made: --disposable makes one empty protection domain and removes it.\n')
  }

  const counts = countOf(results)
  const total = `${counts.same} same, ${counts.differs} differ, ${counts.refused} refused, ${counts.skipped} skipped`
  if (flags.json === true) io.stdout.write(`${JSON.stringify({ target: target.url.origin, counts, results })}\n`)
  else say(`${total}\n`)
  return counts.differs === 0 ? EXIT_SAME : EXIT_DIFFERS
}

async function targetOf({ target, username, password, ca, insecure }: VerifyFlags): Promise<Target> {
  if (ca !== undefined && insecure === true) throw new ConfigError('--ca and --insecure exclude each other')
  if (target === undefined)
    throw new ConfigError('--target is missing: the address of a cluster, as https://10.0.0.10:9440')
  if (username === undefined) throw new ConfigError('--username is missing')
  if (password === undefined) throw new ConfigError('--password is missing')
  return {
    url: targetUrl(target, '--target'),
    username,
    password,
    ca: ca === undefined ? undefined : await certificateIn(ca)
  }
}
