/**
 * Word of the emulators that run on this machine, a file each, for the commands that look for one: addresses, certificate and
 * token. The folder is this user's alone, since the token is in it.
 */
import { lstat, mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { replaceFile } from '../../files/index.js'

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

/** Of the emulators that run, the last that was started first. What others left behind that were killed is removed. */
export async function readRunFiles(env: Environment): Promise<RunFile[]> {
  const folder = runFolder(env)
  const names = await readdir(folder).catch(() => [])
  const runs = await Promise.all(
    names.filter(name => /^\d+\.json$/.test(name)).map(async name => readRun(join(folder, name)))
  )
  return runs.flatMap(run => run ?? []).sort((a, b) => b.started - a.started)
}

async function readRun(path: string): Promise<RunFile | undefined> {
  try {
    const run = JSON.parse(await readFile(path, 'utf8')) as RunFile
    if (isAlive(run.pid)) return run
    await rm(path, { force: true })
  } catch {
    // Half written, removed meanwhile, or somebody else's: no emulator that could be asked.
  }
  return undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Every URL of an emulator. */
export function urlsOf({ url, clusters, central }: RunFile): string[] {
  return [...new Set([url, ...[...Object.values(clusters), central].flatMap(site => site.url ?? [])])]
}
