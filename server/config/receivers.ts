/** Receivers that `--allow-outgoing` names. */
import { isIP, isIPv6 } from 'node:net'

/** Whoever may be sent something; every port of it where `port` is undefined. */
export interface AllowedReceiver {
  /** A name in small letters, or an address. */
  readonly host: string
  readonly port: number | undefined
}

/** `HOST`, `HOST:PORT`, `[ADDRESS]:PORT`, or an IPv6 address as it is. No patterns: whoever is named is named in full. */
export function allowedReceiver(text: string): AllowedReceiver | undefined {
  if (isIP(text) !== 0) return { host: text.toLowerCase(), port: undefined }
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const port = digits === undefined ? undefined : Number(digits)
  const host = (bracketed ?? plain ?? '').toLowerCase()
  const isNamed = bracketed === undefined ? /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host) : isIPv6(host)
  return isNamed && (port === undefined || (port > 0 && port <= 65_535)) ? { host, port } : undefined
}
