/** `pesim stop`: ends emulators of this machine, and waits until their changes are saved. */
import { setTimeout as wait } from 'node:timers/promises'
import { EXIT_OK, Unreachable, targetUrl } from '../core/index.js'
import type { Io, RegisterCommand } from '../core/index.js'
import { isAlive, readRunFiles, show, urlsOf, withExamples } from '../running/index.js'
import type { RunFile } from '../running/index.js'

/** How long one may take to end, and how often it is looked, in milliseconds. */
const LIMIT_MS = 30_000
const LOOK_MS = 25

interface StopFlags {
  readonly target?: string
  readonly all?: boolean
  readonly json?: boolean
}

export const registerStop: RegisterCommand = (program, io, finish) => {
  const stop = program
    .command('stop')
    .description('end the emulator that was started last on this machine, and wait until it has')
    .option('--target <url>', 'the one that answers there')
    .option('--all', 'every one of this user')
    .option('--json', 'print one line of JSON')
  withExamples(stop, ['pesim stop', 'pesim stop --all', 'pesim stop --target https://127.0.0.1:9540'])
  stop.action(async (flags: StopFlags) => {
    const ended = await endAll(await chosenRuns(flags, io), io)
    show({ value: { stopped: ended }, lines: ended.map(pid => `process ${pid} has ended`) }, flags, io)
    finish(EXIT_OK)
  })
}

/** Throws `Unreachable` where there is none. */
async function chosenRuns({ target, all }: StopFlags, { env }: Io): Promise<RunFile[]> {
  const runs = await readRunFiles(env)
  const { origin } = target === undefined ? ({} as { origin?: string }) : targetUrl(target, '--target')
  const chosen = origin === undefined ? runs : runs.filter(run => urlsOf(run).includes(origin))
  if (chosen.length === 0)
    throw new Unreachable(
      origin === undefined ? 'No emulator of this user runs here' : `No emulator of this user answers at ${origin} here`
    )
  return all === true ? chosen : chosen.slice(0, 1)
}

async function endAll(runs: readonly RunFile[], { stop }: Io): Promise<number[]> {
  const limit = AbortSignal.any([stop, AbortSignal.timeout(LIMIT_MS)])
  return Promise.all(
    runs.map(async ({ pid }) => {
      process.kill(pid, 'SIGTERM')
      while (isAlive(pid)) {
        await wait(LOOK_MS, undefined, { signal: limit }).catch(() => {
          throw new Unreachable(`Process ${pid} has been told to end and has not: kill -9 ${pid} ends it`)
        })
      }
      return pid
    })
  )
}
