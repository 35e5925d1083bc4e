/**
 * Word of the emulators that run on this machine, a file each, for the commands that look for one: addresses, certificate and
 * token. The folder is this user's alone, since the token is in it.
 */
import { lstat, mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { replaceFile } from '../../files/index.js'
import { birthOf, isAlive } from './process.js'

type Environment = Readonly<Record<string, string | undefined>>

export interface RunSite {
  readonly url?: string
  /** Host name by which every listener answers for it. */
  readonly host: string
  readonly username: string
  readonly password: string
}

export interface RunFile {
  readonly pid: number
  /** As `birthOf` has it, by which it is known that no other process has got the number since; absent where nothing tells. */
  readonly born?: string
  /** That its start was given. */
  readonly name?: string
  readonly version: string
  /** Milliseconds since the epoch, of this machine's clock. */
  readonly started: number
  /** Of the first listener. */
  readonly url: string
  readonly clusters: Readonly<Record<string, RunSite>>
  readonly central: RunSite
  /** PEM; absent over plain HTTP. */
  readonly ca?: string
  readonly token?: string
  /** Where it logs, where it was started detached. */
  readonly log?: string
}

/** `$XDG_RUNTIME_DIR/pesim`, else a folder of this user among the temporary files. */
export function runFolder({ XDG_RUNTIME_DIR: runtime = '' }: Environment): string {
  return runtime === '' ? join(tmpdir(), `pesim-${process.getuid?.() ?? userInfo().username}`) : join(runtime, 'pesim')
}

/** Makes the folder where it is missing. Throws where it belongs to somebody else, who could read what is written there. */
export async function ownRunFolder(env: Environment): Promise<string> {
  const folder = runFolder(env)
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  const { uid, mode } = await lstat(folder)
  const foreign = process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o077) !== 0)
  if (foreign) throw new Error(`${folder} is open to others: remove it, or set XDG_RUNTIME_DIR`)
  return folder
}

/** Resolves with the path of the file. */
export async function writeRunFile(env: Environment, run: RunFile): Promise<string> {
  const path = join(await ownRunFolder(env), `${run.pid}.json`)
  await replaceFile(path, `${JSON.stringify(run)}\n`, { mode: 0o600 })
  return path
}

/**
 * Of the emulators that run, the last that was started first. What those left behind that have ended is removed: a record
 * whose process is gone, or whose number another process has now, and files that were never finished.
 */
export async function readRunFiles(env: Environment): Promise<RunFile[]> {
  const folder = runFolder(env)
  const names = await readdir(folder).catch(() => [])
  await Promise.all(names.filter(isAbandoned).map(async name => rm(join(folder, name), { force: true })))
  const runs = await Promise.all(
    names.filter(name => /^\d+\.json$/.test(name)).map(async name => readRun(join(folder, name), parseInt(name, 10)))
  )
  return runs.flatMap(run => run ?? []).sort((a, b) => b.started - a.started)
}

/** Removes the record of one that has ended without doing so. */
export async function removeRunFile(env: Environment, { pid }: RunFile): Promise<void> {
  await rm(join(runFolder(env), `${pid}.json`), { force: true })
}

/** What a process had begun to write for an emulator when it was killed, in the names that `replaceFile` gives. */
const unfinished = /^(\d+)(?:\.json|\.pem|-bundle\.pem)\.[0-9a-f]{12}\.unfinished$/

function isAbandoned(name: string): boolean {
  const [, pid] = unfinished.exec(name) ?? []
  return pid !== undefined && !isAlive(Number(pid))
}

async function readRun(path: string, pid: number): Promise<RunFile | undefined> {
  try {
    const run = JSON.parse(await readFile(path, 'utf8')) as RunFile
    if (run.pid === pid && (await isOf(run))) return run
    // One without a birth is of another build: whether its process is an emulator nobody can say.
    if (run.born !== undefined || !isAlive(pid)) await rm(path, { force: true })
  } catch {
    // Half written, removed meanwhile, or somebody else's: no emulator that could be asked.
  }
  return undefined
}

/** Whether the process of that number is still the emulator that left the record. */
export async function isOf({ pid, born }: RunFile): Promise<boolean> {
  return isAlive(pid) && (await birthOf(pid)) === born
}

/** Every URL of an emulator. */
export function urlsOf({ url, clusters, central }: RunFile): string[] {
  return [...new Set([url, ...[...Object.values(clusters), central].flatMap(site => site.url ?? [])])]
}

/** How people are told of it. */
export const called = ({ pid, name }: RunFile): string => `process ${pid}${name === undefined ? '' : ` (${name})`}`
