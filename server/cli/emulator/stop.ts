/** `pesim stop`: ends emulators of this machine, and waits until their changes are saved. */
import { Option } from 'commander'
import { setTimeout as wait } from 'node:timers/promises'
import { elapsedSeconds } from '../../engine/index.js'
import { EXIT_OK, StopFailure, Unreachable } from '../core/index.js'
import type { Io, RegisterCommand } from '../core/index.js'
import { isOf, namedEmulator, readRunFiles, removeRunFile, show, withExamples } from '../running/index.js'
import type { RunFile } from '../running/index.js'

/** How long one may take to end, in seconds, and how often it is looked, in milliseconds. */
const LIMIT_SECONDS = 30
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
    .option(
      '--target <url|name>',
      'the one that answers there, or has that name (default: PESIM_URL or PESIM_NAME, else the last start)'
    )
    .addOption(new Option('--all', 'every one of this user').conflicts('target'))
    .option('--json', 'print one line of JSON')
  withExamples(stop, [
    'pesim stop',
    'pesim stop --all',
    'pesim stop --target https://127.0.0.1:9540',
    'pesim stop --target blue'
  ])
  stop.addHelpText('after', '\nExit code 3 where there is none, 1 where one does not end.')
  stop.action(async (flags: StopFlags) => {
    const runs = await chosenRuns(flags, io)
    const ended = await Promise.all(runs.map(async run => endRun(run, io)))
    show({ value: { stopped: ended }, lines: ended.map(pid => `process ${pid} has ended`) }, flags, io)
    finish(EXIT_OK)
  })
}

/** One that is named is never another one. Throws `Unreachable` where there is none. */
async function chosenRuns({ target, all = false }: StopFlags, { env }: Io): Promise<RunFile[]> {
  const runs = await readRunFiles(env)
  const named = namedEmulator(target, all ? {} : env, runs)
  const chosen = named === undefined ? runs : [named.run].flatMap(run => run ?? [])
  if (chosen.length > 0) return all ? chosen : chosen.slice(0, 1)
  if (named === undefined) throw new Unreachable('No emulator of this user runs here')
  const others = runs.map(({ pid, url }) => `process ${pid} at ${url}`).join(', ')
  throw new Unreachable(
    `No emulator of this user answers at ${named.url} here, which ${named.by} names${others === '' ? '' : `; there is ${others}`}`
  )
}

/**
 * Tells the emulator of a record to end, and resolves with its process once it has. A process that only has its number by
 * now is left alone. Throws `StopFailure` where it may not be signalled, or goes on after the limit.
 */
export async function endRun(
  run: RunFile,
  { env, stop }: Pick<Io, 'env' | 'stop'>,
  limitSeconds = LIMIT_SECONDS
): Promise<number> {
  const { pid, born } = run
  if (born === undefined)
    throw new StopFailure(`This system does not tell whether process ${pid} is still the emulator: end it by hand`)
  if (await isOf(run)) signal(pid)
  // By the clock, not by a signal that aborts: Node 20 may collect one that only `AbortSignal.any` knows.
  const end = elapsedSeconds() + limitSeconds
  while (await isOf(run)) {
    if (stop.aborted || elapsedSeconds() >= end)
      throw new StopFailure(`Process ${pid} has been told to end and has not: kill -9 ${pid} ends it`)
    await wait(LOOK_MS)
  }
  await removeRunFile(env, run)
  return pid
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH') throw new StopFailure(`Process ${pid} cannot be told to end: ${message}`)
  }
}
