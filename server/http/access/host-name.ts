/** Parses a Host header to a name or address without port, case and trailing dot. */
import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'

/** `none`: HTTP/1.0 needs no Host; `unreadable`: what no client sends by itself. */
export type HostName =
  { readonly kind: 'none' | 'unreadable' } | { readonly kind: 'address' | 'name'; readonly text: string }

const NONE: HostName = { kind: 'none' }
const UNREADABLE: HostName = { kind: 'unreadable' }

/** Letters, digits, hyphens and underscores between dots: what DNS, Compose and Kubernetes give names of. */
const NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/

/** Longest name that DNS knows. */
const NAME_LENGTH_MAX = 253

/** The last header that was read, since most are the same. */
let last: { readonly header: string | undefined; readonly name: HostName } = { header: undefined, name: NONE }

export function parseHostName(header: string | undefined): HostName {
  if (header !== last.header) last = { header, name: readHostName(header) }
  return last.name
}

/** Whether a request names more than one Host, of which Node keeps the first and somebody on the way may have read the last. */
export function hasManyHosts({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts > 1
}

function readHostName(header: string | undefined): HostName {
  const text = header?.trim().toLowerCase() ?? ''
  if (text === '') return NONE
  const [, bracketed, plain = '', port] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/?#@\s]*))(?::(\d{0,5}))?$/.exec(text) ?? []
  if (port !== undefined && Number(port) > 65_535) return UNREADABLE
  if (bracketed !== undefined) return isIPv6(bracketed) ? { kind: 'address', text: bracketed } : UNREADABLE
  if (isIPv4(plain)) return { kind: 'address', text: plain }
  const name = plain.replace(/\.$/, '')
  return name.length <= NAME_LENGTH_MAX && NAME.test(name) ? { kind: 'name', text: name } : UNREADABLE
}

/** Endings that no public domain has, so that nobody outside can point such a name here. */
const privateEndings = ['localhost', 'test', 'example', 'internal', 'home.arpa', 'svc', 'svc.cluster.local']

/**
 * Whether a Host name is one that the emulator may be known by. An attacker's page can make a name of its own domain point
 * to this machine (DNS rebinding); what is listed here no foreign domain can be.
 *
 * `names` are known besides, in lower case: the machine's own, those of the certificate. A name that begins with `*.`
 * stands for every name below it.
 */
export function isKnownHost(host: HostName, names: readonly string[]): boolean {
  if (!('text' in host)) return host.kind === 'none'
  const { kind, text } = host
  if (kind === 'address') return true
  if (!text.includes('.')) return true
  if (privateEndings.some(ending => text.endsWith(`.${ending}`))) return true
  return names.some(name => isNamed(text, name))
}

/** Whether a name is the one, or one of those, that a pattern names: `*.` stands for whatever comes before. */
export function isNamed(name: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern
}
