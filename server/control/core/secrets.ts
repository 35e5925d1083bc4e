/** Leaves secrets out of what a client sent, by the names that they have. */

/** Stands in the place of a secret. */
export const SECRET = '***'

const NAMES = /passw|passphrase|secret|token|credential|private_?key|auth(orization)?$|cookie/i

/** The same value, with what is under the name of a secret replaced, at any depth. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [key, NAMES.test(key) ? SECRET : withoutSecrets(held)])
  )
}

/** The same for the query of a URL. What is no secret stays as it was written. */
export function urlWithoutSecrets(url: string): string {
  if (!url.includes('?')) return url
  const [path = '', ...query] = url.split('?')
  const parts = query.join('?').split('&')
  return `${path}?${parts.map(part => (NAMES.test(part.replace(/=.*$/s, '')) ? `${part.replace(/=.*$/s, '')}=${SECRET}` : part)).join('&')}`
}
