/** Which emulator a command means, and with which token and certificate it is asked. */
import { readFile } from 'node:fs/promises'
import { connect } from '../../client/index.js'
import type { ControlClient } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import type { Io } from '../core/index.js'
import { namedEmulator } from './named.js'
import type { NamedEmulator } from './named.js'
import { readRunFiles } from './run-files.js'
import type { RunFile } from './run-files.js'

export interface TargetFlags {
  readonly target?: string
  readonly controlToken?: string
  readonly ca?: string
  readonly insecure?: boolean
}

export interface FoundEmulator {
  readonly url: string
  /** What it has left word of, where it was started on this machine by this user. */
  readonly run?: RunFile
  readonly token?: string
  /** PEM. */
  readonly ca?: string
  readonly insecure?: true
  /** How it was found, for a message: `--target`, a variable, the last start, or nothing but the default. */
  readonly by: string
}

/** Where an emulator is that nobody has said anything of. */
export const DEFAULT_URL = 'https://127.0.0.1:9440'

/**
 * By `--target`, else `PESIM_URL` or `PESIM_NAME`, else the last start. Throws `ConfigError` for a URL or a file that cannot
 * be meant, and `Unreachable` for a name that no emulator here has.
 */
export async function findEmulator(flags: TargetFlags, { env }: Pick<Io, 'env'>): Promise<FoundEmulator> {
  const runs = await readRunFiles(env)
  const { url, run, by } = namedEmulator(flags.target, env, runs) ?? lastStarted(runs)
  const token = flags.controlToken ?? run?.token ?? (env['PESIM_CONTROL_TOKEN'] || undefined)
  const ca = flags.insecure === true ? undefined : await certificate(flags, run, env)
  return {
    ...{ url, by },
    ...(run !== undefined && { run }),
    ...(token !== undefined && { token }),
    ...(ca !== undefined && { ca }),
    ...(flags.insecure === true && { insecure: true })
  }
}

function lastStarted([last]: readonly RunFile[]): NamedEmulator {
  if (last === undefined) return { url: DEFAULT_URL, by: 'nothing that was started here' }
  return { url: last.url, run: last, by: `process ${last.pid}` }
}

async function certificate(flags: TargetFlags, run: RunFile | undefined, env: Io['env']): Promise<string | undefined> {
  if (flags.ca !== undefined) return pem(flags.ca, '--ca')
  if (run !== undefined) return run.ca
  const file = env['PESIM_CA'] || undefined
  return file === undefined ? undefined : pem(file, 'PESIM_CA')
}

async function pem(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new ConfigError(`${name} ${file} cannot be read: ${(error as Error).message}`)
  }
}

/** A client of the control API; `timeoutMs` as of `connect`. */
export function clientOf({ url, token, ca, insecure }: FoundEmulator, io: Io, timeoutMs?: number): ControlClient {
  return connect(url, {
    ...(token !== undefined && { token }),
    ...(ca !== undefined && { ca }),
    ...(insecure !== undefined && { insecure }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    signal: io.stop
  })
}
