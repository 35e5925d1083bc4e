/** Normalizes request URLs before routing: alias bases, repeated and trailing slashes. Never redirects. */

/** Base paths that mean the same; routes live under the first. */
type Bases = readonly string[]

/**
 * The URL that routes see. A client that was redirected would repeat its POST as a GET, so other spellings are read as if
 * they were this one. Names stay percent-encoded: the router decodes them, once.
 */
export function rewriteUrl(url: string, aliases: readonly Bases[]): string {
  const [, rawPath = '/', query = ''] = /^(?:https?:\/\/[^/?]*)?([^?]*)(.*)$/is.exec(url) ?? []
  const path = rawPath.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '') || '/'
  for (const [canonical = '', ...others] of aliases) {
    const base = others.find(other => path === other || path.startsWith(`${other}/`))
    if (base !== undefined) return canonical + path.slice(base.length) + query
  }
  return path + query
}
