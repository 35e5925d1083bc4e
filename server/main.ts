/** The process: arguments to a command, its outcome to an exit code. */
import { isatty } from 'node:tty'
import { EXIT_FAILURE, EXIT_OK, secretAsker } from './cli/core/index.js'
import type { Io } from './cli/core/index.js'
import { createProgram, reportFailure } from './cli/index.js'

/** A start that was told to end and has not by then is ended. */
const STOP_LIMIT_MS = 900

/** `verify` may have to remove what it has made on a real cluster, which takes its time. */
const CLEAN_UP_LIMIT_MS = 60_000

/** Runs one command and returns its exit code. `args` are those after the name of the program. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    let exitCode: number = EXIT_OK
    const program = createProgram(io, code => {
      exitCode = code
    })
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    return reportFailure(error, io)
  }
}

/** Node waits at its end for what reads a file, and that may be a pipe into which nobody writes: then the system ends it. */
function endNow(process: NodeJS.Process, signal: NodeJS.Signals): void {
  if (process.getActiveResourcesInfo().some(name => name.startsWith('FSReq'))) {
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  process.exit(EXIT_FAILURE)
}

/** The whole program, for the command: ends by itself, or within a second of being told to. */
export async function run(process: NodeJS.Process): Promise<void> {
  const stop = new AbortController()
  const limit = process.argv[2] === 'verify' ? CLEAN_UP_LIMIT_MS : STOP_LIMIT_MS
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not `once`: a second signal would end at once what the first began to end in order.
    process.on(signal, () => {
      stop.abort(signal)
      setTimeout(() => endNow(process, signal), limit).unref()
    })
  }
  const { stdout, stderr, env } = process
  // `pesim --help | head`: who has read enough is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT_OK)
    stderr.write(`pesim: standard output cannot be written: ${error.message}\n`)
    process.exit(EXIT_FAILURE)
  })
  // Only `start --detach` opens the channel; it ends with the first word, so that neither waits for the other.
  const tellParent = (message: object): void => {
    process.send?.(message, () => process.disconnect())
  }
  const terminal = isatty(0) ? { askSecret: secretAsker(process, stop.signal) } : {}
  const io = { stdout, stderr, env, stop: stop.signal, tellParent, ...terminal }
  process.exitCode = await main(process.argv.slice(2), io)
}
