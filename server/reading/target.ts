/** Target of a reading: connection flags, where the password comes from, and a check that a Prism Element answers there. */
import type { Command } from 'commander'
import { readFile } from 'node:fs/promises'
import { ConfigError, TARGET_PASSWORD } from '../config/index.js'
import { Unreachable, targetUrl } from '../cli/core/index.js'
import type { HttpClient, HttpTarget, Io } from '../cli/core/index.js'

export interface TargetFlags {
  readonly target?: string
  readonly username?: string
  /** Anybody on the machine reads it in the list of processes: the other ways are better. */
  readonly password?: string
  readonly passwordFile?: string
  readonly ca?: string
  readonly insecure?: boolean
  readonly timeout?: string
}

const TIMEOUT_SECONDS_MAX = 3600

/** The flags that every command has which asks a cluster. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--target <url>', 'the cluster, for example https://10.0.0.10:9440')
    .option('--username <name>', 'who asks')
    .option('--password-file <file>', `a file with the password (else ${TARGET_PASSWORD}, else it is asked for)`)
    .option('--ca <file>', 'take only a certificate that this PEM file vouches for')
    .option('--timeout <seconds>', 'how long one answer may take (default: 30)')
}

/** Throws `ConfigError` where a flag is missing or wrong. */
export async function targetOf(flags: TargetFlags, io: Io): Promise<HttpTarget> {
  const { target, username, ca, insecure, timeout } = flags
  if (ca !== undefined && insecure === true) throw new ConfigError('--ca and --insecure exclude each other')
  if (target === undefined)
    throw new ConfigError('--target is missing: the address of a cluster, as https://10.0.0.10:9440')
  if (username === undefined) throw new ConfigError('--username is missing')
  const url = targetUrl(target, '--target')
  const limit = timeout === undefined ? {} : { limitMs: secondsOf(timeout) * 1000 }
  const trusted = ca === undefined ? undefined : await textOf('--ca', ca)
  const password = await passwordOf(flags, username, io)
  return { url, username, password, ca: trusted, ...limit }
}

async function passwordOf({ password, passwordFile }: TargetFlags, username: string, io: Io): Promise<string> {
  if (password !== undefined && passwordFile !== undefined)
    throw new ConfigError('--password and --password-file exclude each other')
  if (password !== undefined) return password
  if (passwordFile !== undefined) return (await textOf('--password-file', passwordFile)).replace(/\r?\n$/, '')
  const variable = io.env[TARGET_PASSWORD]
  if (variable !== undefined && variable !== '') return variable
  if (io.askSecret !== undefined) return io.askSecret(`Password of ${username}: `)
  throw new ConfigError(`The password of ${username} is missing: --password-file FILE, or ${TARGET_PASSWORD}`)
}

async function textOf(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${flag} ${path} cannot be read: ${(error as Error).message}`)
  }
}

function secondsOf(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= TIMEOUT_SECONDS_MAX))
    throw new ConfigError(`--timeout ${text} is not a number of seconds up to ${TIMEOUT_SECONDS_MAX}`)
  return value
}

/** Throws `Unreachable` unless a Prism Element answers there and lets the user in. */
export async function checkPrism(client: HttpClient, { url, username }: HttpTarget): Promise<void> {
  const { status, body } = await client.request('GET', '/PrismGateway/services/rest/v2.0/cluster')
  if (status === 401 || status === 403) throw new Unreachable(`${url.origin} does not let ${username} in: ${status}`)
  const cluster = body as { uuid?: unknown; version?: unknown } | null | undefined
  if (status !== 200 || typeof cluster?.uuid !== 'string') {
    const hint = url.protocol === 'http:' && status === 400 ? '; is it https:// that is meant?' : ''
    const answer = `GET v2.0/cluster answers ${status} without a cluster`
    throw new Unreachable(`${url.origin} is no Prism Element: ${answer}${hint}`)
  }
}
