/** Parses the URL of the cluster that a command talks to. */
import { ConfigError } from '../../config/index.js'

/** The target does not answer, is not a Prism Element, or rejects the credentials. */
export class Unreachable extends Error {
  override readonly name: string = 'Unreachable'
}

/** An emulator goes on although it was told to end, or cannot be told. */
export class StopFailure extends Error {
  override readonly name = 'StopFailure'
}

/** The URL that a flag gives. Throws `ConfigError` for one that names no cluster. */
export function targetUrl(text: string, flag: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new ConfigError(`${flag} ${text} is not a URL; it looks like https://10.0.0.10:9440`)
  }
  if (url.pathname !== '/' || url.search !== '') {
    throw new ConfigError(`${flag} ${text} has a path; only the address of the cluster is wanted, as ${url.origin}`)
  }
  return url
}
