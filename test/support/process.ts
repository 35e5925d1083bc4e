/** The real command as a process of its own, for what only a process can show: signals, kills, disks, exit codes. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import { clientOf } from './client.js'
import type { Client, Login } from './client.js'

export const command = join(import.meta.dirname, '../../bin/pesim.cjs')

export interface StartedProcess {
  readonly child: ChildProcess
  /** Of france. */
  readonly url: string
  readonly login: Login
  readonly client: Client
  /** What it said when it had started. */
  readonly started: Started
  /** Ends it with a signal, and resolves with its exit code and the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>
}

export interface Started {
  readonly clusters: Readonly<Record<string, Login & { readonly url: string }>>
  readonly central: Login & { readonly url: string }
}

export interface ProcessOptions {
  /** After `start --json --http`, and a free port for france. */
  readonly args?: readonly string[]
  /** Of Node itself. */
  readonly nodeArgs?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Resolves once it serves, rejects where it ends before. It is killed with the test at the latest. */
export async function startProcess(
  t: Test,
  { args = [], nodeArgs = [], env = {} }: ProcessOptions = {}
): Promise<StartedProcess> {
  const plain = ['start', '--json', '--http', '--listen', 'france=127.0.0.1:0']
  const child = spawn(process.execPath, [...nodeArgs, command, ...plain, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env }
  })
  t.teardown(() => child.kill('SIGKILL'))
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([
    once(lines, 'line'),
    ended.then(([code]) => Promise.reject(new Error(`pesim ended with ${code}`)))
  ])) as [string]
  const started = JSON.parse(line) as Started
  const { france } = started.clusters
  if (france === undefined) throw new Error('There is no France')
  return {
    ...{ child, started, url: france.url, login: france },
    client: clientOf(france.url, france),
    end: signal => {
      child.kill(signal)
      return ended
    }
  }
}
