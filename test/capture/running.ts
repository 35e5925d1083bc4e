/** Runs `pesim capture` and others of its kind in this process, against emulators behind listeners. */
import type { Test } from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmulator } from '../../server/index.js'
import type { Emulator, EmulatorOptions } from '../../server/index.js'
import { main } from '../../server/main.js'
import { parseFixture } from '../../server/seed/fixture.js'
import type { Fixture } from '../../server/seed/fixture.js'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export const PASSWORD = 'nutanix/4u'

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly askSecret?: (question: string) => Promise<string>
  readonly stop?: AbortSignal
  readonly isTTY?: boolean
}

export async function pesim(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  let [out, err] = ['', '']
  const {
    env = { PESIM_TARGET_PASSWORD: PASSWORD },
    stop = new AbortController().signal,
    isTTY,
    ...rest
  } = surroundings
  const terminal = { ...(isTTY === true && { isTTY, columns: 120 }) }
  const stdout = { write: (text: string) => (out += text), ...terminal }
  const stderr = { write: (text: string) => (err += text), ...terminal }
  const code = await main(args, { stdout, stderr, env, stop, ...rest })
  return { code, out, err }
}

export async function running(t: Test, options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    http: true,
    clock: 'frozen',
    fixture: 'france-canada-protected',
    logLevel: 'silent',
    ...options
  })
  t.teardown(() => emulator.stop())
  return emulator
}

export const urlOf = (emulator: Emulator, name = 'france'): string => emulator.clusters[name]?.url ?? ''

/** The flags that name a cluster and its peer. */
export const bothSites = (emulator: Emulator): string[] => [
  ...['--target', urlOf(emulator), '--peer', urlOf(emulator, 'canada'), '--username', 'admin']
]

const folders = new WeakMap<Test, string>()

/** In one folder for the whole test. */
export function fileIn(t: Test, name: string): string {
  const folder = folders.get(t) ?? t.testdir({})
  folders.set(t, folder)
  return join(folder, name)
}

export function fixtureIn(path: string): Fixture {
  return parseFixture(readFileSync(path, 'utf8'), path)
}
