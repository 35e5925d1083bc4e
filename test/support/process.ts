/** The real command as a process of its own, for what only a process can show: signals, kills, disks, exit codes. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
  readonly control: string
  /** PEM; absent over plain HTTP. */
  readonly ca?: string
  readonly clusters: Readonly<Record<string, Login & { readonly url: string; readonly host: string }>>
  readonly central: Login & { readonly url: string; readonly host: string }
}

export interface ProcessOptions {
  /** After `start --json --http`, and a free port for france unless `--port` is among them; `--https` leaves out `--http`. */
  readonly args?: readonly string[]
  /** Of Node itself. */
  readonly nodeArgs?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Another command than the checkout's. */
  readonly bin?: string
  readonly cwd?: string
}

let folder: string | undefined

/** Where emulators of this test process leave word of themselves, so that nobody else's commands find them. */
export function runFolder(): string {
  if (folder !== undefined) return folder
  const made = mkdtempSync(join(tmpdir(), 'pesim-run-'))
  process.on('exit', () => rmSync(made, { recursive: true, force: true }))
  return (folder = made)
}

/** Resolves once it serves, rejects where it ends before. It is killed with the test at the latest. */
export async function startProcess(
  t: Test,
  { args = [], nodeArgs = [], env = {}, bin = command, cwd = process.cwd() }: ProcessOptions = {}
): Promise<StartedProcess> {
  const listen = args.includes('--port') ? [] : ['--listen', 'france=127.0.0.1:0']
  const plain = ['start', '--json', ...(args.includes('--https') ? [] : ['--http']), ...listen]
  const rest = args.filter(each => each !== '--https')
  const child = spawn(process.execPath, [...nodeArgs, bin, ...plain, ...rest], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_RUNTIME_DIR: runFolder(), ...env }
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
