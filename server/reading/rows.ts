/** The rows of lists, as Prism Element answers them. */

export type Row = Readonly<Record<string, unknown>>

/** The rows of an answer that is a list, bare or in an envelope; undefined for any other. */
export function rowsIn(body: unknown): readonly Row[] | undefined {
  const list = (body as { entities?: unknown } | null | undefined)?.entities ?? body
  return Array.isArray(list) ? list.filter((row): row is Row => row !== null && typeof row === 'object') : undefined
}
