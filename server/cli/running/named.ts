/** Which of the emulators of this machine is named: by its URL, or by the name that its start was given. */
import { ConfigError, isOfNeighbour } from '../../config/index.js'
import { Unreachable, targetUrl } from '../core/index.js'
import type { Io } from '../core/index.js'
import { urlsOf } from './run-files.js'
import type { RunFile } from './run-files.js'

export interface NamedEmulator {
  /** Without a path. */
  readonly url: string
  /** What it has left word of, where it was started on this machine by this user. */
  readonly run?: RunFile
  /** Who names it: `--target`, `PESIM_URL`, `PESIM_NAME`. */
  readonly by: string
}

/** By `--target`, else `PESIM_URL`, else `PESIM_NAME`; undefined where none of them says anything. */
export function namedEmulator(
  target: string | undefined,
  env: Io['env'],
  runs: readonly RunFile[]
): NamedEmulator | undefined {
  if (target !== undefined) return isName(target) ? byName(target, '--target', runs) : byUrl(target, '--target', runs)
  const { PESIM_URL: url = '', PESIM_NAME: name = '' } = env
  if (url !== '') return byUrl(url, 'PESIM_URL', runs)
  return name === '' || isOfNeighbour('PESIM_NAME', env) ? undefined : byName(name, 'PESIM_NAME', runs)
}

/** What a start takes as a name, which no URL is. */
const isName = (text: string): boolean => /^[a-z0-9-]+$/i.test(text)

/** Throws `ConfigError` for a URL that cannot be meant. */
function byUrl(text: string, by: string, runs: readonly RunFile[]): NamedEmulator {
  const { origin: url } = targetUrl(text, by)
  const run = runs.find(each => urlsOf(each).includes(url))
  return { url, by, ...(run !== undefined && { run }) }
}

/** Throws `Unreachable`: nobody but this user's own records knows names. */
function byName(text: string, by: string, runs: readonly RunFile[]): NamedEmulator {
  const run = runs.find(({ name }) => name === text)
  if (run !== undefined) return { url: run.url, run, by }
  const names = runs.flatMap(({ name }) => name ?? [])
  const others = names.length === 0 ? 'none has a name' : `there is ${names.join(', ')}`
  throw new Unreachable(`No emulator of this user is named ${text}, which ${by} asks for; ${others}`)
}

/** Throws `ConfigError` where another emulator has the name already: commands would not know which is meant. */
export function refuseTakenName(name: string | undefined, runs: readonly RunFile[]): void {
  const other = name === undefined ? undefined : runs.find(run => run.name === name)
  if (other === undefined) return
  throw new ConfigError(
    `--name ${name} is taken: process ${other.pid} at ${other.url} has it, pesim stop --target ${name} ends that`
  )
}
