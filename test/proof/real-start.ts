/** pesim as users start it: a process of its own that keeps its lab in a folder. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Test } from 'tap'

const command = join(import.meta.dirname, '../../bin/pesim.cjs')

interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null
  readonly errors: string
}

interface RealStart {
  readonly child: ChildProcess
  /** `serving` once it says where it listens, or how it ended where it never does. */
  readonly outcome: Promise<'serving' | Ended>
  readonly ended: Promise<Ended>
}

/** `wrapper` is a program with its arguments that starts it in its place. What still runs at the end of the test is killed. */
export function realStart(t: Test, data: string, wrapper: readonly string[] = []): RealStart {
  const options = ['--http', '--clock', 'frozen', '--listen', 'france=127.0.0.1:0', '--data', data]
  const [program = '', ...args] = [...wrapper, process.execPath, command, 'start', ...options]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, errors }))
  const serving = new Promise<'serving'>(resolve => {
    child.stdout.once('data', () => {
      child.stdout.resume()
      resolve('serving')
    })
  })
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, ended, outcome: Promise.race([serving, ended]) }
}
