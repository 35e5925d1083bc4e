/**
 * Who may ask at all, whatever is asked: a web page that the user looks at is not the user. Browsers say where a request
 * comes from (`Sec-Fetch-Site`, `Origin`), and by what name they came here (`Host`).
 */
import type { FastifyRequest } from 'fastify'
import { HttpRefusal } from '../contract/index.js'
import { connectionEndsOf, isLocal } from './connection-ends.js'
import { isKnownHost, isNamed, parseHostName } from './host-name.js'

interface AccessOptions {
  /** Host names that are known besides those that no foreign domain can be; see `isKnownHost`. */
  readonly names: () => readonly string[]
  /** Of them, those that were let in by a flag: their pages may ask too. */
  readonly allowed: readonly string[]
  /** Path of the API that is refused to unknown Host names even over TLS. */
  readonly guarded: string
  /** Pages that a link elsewhere may lead to. */
  readonly pages: readonly string[]
}

/** What a request says before its body. */
export type RequestHead = Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'protocol' | 'raw'>

/** Throws an `HttpRefusal` that answers 403. */
export type Guard = (request: RequestHead) => void

/** How to let a Host name or an origin in, for the message of a refusal. */
const ALLOW = 'start pesim with --allow-host'

export function createGuard(options: AccessOptions): Guard {
  return request => {
    const { headers } = request
    const host = parseHostName(headers.host)
    const site = headers['sec-fetch-site']
    const fromBrowser = headers.origin !== undefined || hasFetchMetadata(headers)
    const path = pathOf(request)
    if (!isKnownHost(host, options.names())) {
      const guarded = path === options.guarded || path.startsWith(`${options.guarded}/`)
      if (guarded || request.protocol !== 'https' || fromBrowser)
        throw accessRefusal(
          'host-not-allowed',
          `The Host name ${quoteHeader(headers.host)} is not known here: ${ALLOW} to let it in`
        )
    }
    if (site !== undefined) {
      if (!isOwnSite(site) && !isPageLoad(request, path, options.pages))
        throw accessRefusal(
          'cross-site',
          `A page of another site may not ask this (Sec-Fetch-Site: ${quoteHeader(site)})`
        )
      return
    }
    if (headers.origin !== undefined && !isOwnOrigin(request, options.allowed))
      throw accessRefusal(
        'cross-site',
        `A page of ${quoteHeader(headers.origin)} may not ask this: ${ALLOW} to let it in`
      )
  }
}

/**
 * Whether a request comes from this machine by itself: nobody handed it on, and the Host name is one that no foreign page
 * can have used.
 */
export function isLocalRequest(request: FastifyRequest, names: readonly string[]): boolean {
  const { headers, raw } = request
  const handedOn = Object.keys(headers).some(
    name => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-')
  )
  return !handedOn && isLocal(connectionEndsOf(raw)) && isKnownHost(parseHostName(headers.host), names)
}

const accessRefusal = (code: 'host-not-allowed' | 'cross-site', message: string): HttpRefusal =>
  new HttpRefusal(code, 403, message)

/** As much of a header as a message can bear. */
const quoteHeader = (header: string | string[] | undefined): string => JSON.stringify(String(header).slice(0, 100))

const pathOf = ({ url }: RequestHead): string => url.replace(/[?#].*$/s, '')

/** `none` is the user: an address typed in, a bookmark. */
function isOwnSite(site: string | string[]): boolean {
  return site === 'same-origin' || site === 'none'
}

/** A link that somebody follows from elsewhere. A form that is sent from there loads a page too, but not by GET. */
function isPageLoad({ method, headers }: RequestHead, path: string, pages: readonly string[]): boolean {
  return (
    method === 'GET' && // HEAD too: it is read as GET
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document' &&
    pages.includes(path)
  )
}

/** Written out, since every request comes here. */
function hasFetchMetadata(headers: RequestHead['headers']): boolean {
  for (const name in headers) if (name.startsWith('sec-fetch-')) return true
  return false
}

/** `null` is the origin of a page that hides its own. */
function isOwnOrigin({ protocol, headers }: RequestHead, allowed: readonly string[]): boolean {
  const { origin = '' } = headers
  if (!URL.canParse(origin)) return false
  const { protocol: scheme, host, hostname } = new URL(origin)
  if (scheme === `${protocol}:` && headers.host !== undefined) {
    const here = `${scheme}//${headers.host}`
    if (URL.canParse(here) && new URL(here).host === host) return true
  }
  return allowed.some(name => isNamed(hostname, name))
}
