/** Target of a verification: connection flags, and a check that a Prism Element answers there. */
import { readFile } from 'node:fs/promises'
import { ConfigError } from '../config/index.js'
import { Unreachable, targetUrl } from '../cli/core/index.js'
import type { HttpClient, HttpTarget } from '../cli/core/index.js'

export interface TargetFlags {
  readonly target?: string
  readonly username?: string
  readonly password?: string
  readonly ca?: string
  readonly insecure?: boolean
}

/** Throws `ConfigError` where a flag is missing or wrong. */
export async function targetOf({ target, username, password, ca, insecure }: TargetFlags): Promise<HttpTarget> {
  if (ca !== undefined && insecure === true) throw new ConfigError('--ca and --insecure exclude each other')
  if (target === undefined)
    throw new ConfigError('--target is missing: the address of a cluster, as https://10.0.0.10:9440')
  if (username === undefined) throw new ConfigError('--username is missing')
  if (password === undefined) throw new ConfigError('--password is missing')
  const url = targetUrl(target, '--target')
  return { url, username, password, ca: ca === undefined ? undefined : await certificateIn(ca) }
}

async function certificateIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`--ca ${path} cannot be read: ${(error as Error).message}`)
  }
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
