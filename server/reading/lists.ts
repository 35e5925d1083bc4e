/** Reads lists to their end, page by page, or says that they have none. */
import { Unreachable } from '../cli/core/index.js'
import type { HttpAnswer, HttpClient } from '../cli/core/index.js'
import { rowsIn } from './rows.js'
import type { Row } from './rows.js'

/** One refusal: the list is not for this user, or the cluster has none of the kind. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable'

  constructor(
    readonly path: string,
    readonly status: number,
    said: string
  ) {
    super(`${status}${said === '' ? '' : ` ${said}`}`)
  }
}

/** How a list is asked for in parts: v1's and its kin by page, Acropolis' by offset, others whole. */
export type PageStyle = 'page' | 'offset' | 'whole'

export interface ListClient {
  /** Throws `NotReadable` for any answer but a list, `Unreachable` where there is none or the list does not end. */
  readonly rows: (
    path: string,
    style: PageStyle,
    report?: (read: number, of: number | undefined) => void
  ) => Promise<Row[]>
  /** One object. Throws as `rows` does. */
  readonly object: (path: string) => Promise<Row>
}

/** Rows of one page: some megabytes of the largest ones. */
const PAGE_ROWS = 500
/** A list of so many pages is one that does not end. */
const PAGES_MAX = 2000
const MESSAGE_MAX = 160

/** `base` is the path before those of lists. */
export function listClient(client: HttpClient, base: string): ListClient {
  const ask = async (path: string): Promise<HttpAnswer> => {
    const answer = await client.request('GET', base + path)
    if (answer.status === 200 && answer.body !== undefined && answer.body !== null) return answer
    throw new NotReadable(path, answer.status, answer.status === 200 ? 'without JSON' : messageOf(answer))
  }
  return {
    object: async path => (await ask(path)).body as Row,
    rows: async (path, style, report = () => undefined) => {
      const found = new Map<string, Row>()
      for (let page = 1; page <= PAGES_MAX; page++) {
        const { body } = await ask(path + pageQuery(path, style, page, found.size))
        const rows = rowsIn(body)
        if (rows === undefined) throw new NotReadable(path, 200, 'without a list')
        const before = found.size
        for (const row of rows) found.set(keyOf(row, found.size), row)
        const total = totalOf(body)
        report(found.size, total)
        if (isLast({ style, rows: rows.length, found: found.size, total })) return [...found.values()]
        if (style === 'whole' || found.size === before) throw unended(path, found.size, total)
      }
      throw unended(path, found.size, undefined)
    }
  }
}

function pageQuery(path: string, style: PageStyle, page: number, read: number): string {
  const mark = path.includes('?') ? '&' : '?'
  if (style === 'page') return `${mark}count=${PAGE_ROWS}&page=${page}`
  return style === 'offset' ? `${mark}offset=${read}&length=${PAGE_ROWS}` : ''
}

interface Progress {
  readonly style: PageStyle
  readonly rows: number
  readonly found: number
  readonly total: number | undefined
}

/** A page may be shorter than was asked for; the number of all tells the end, where there is one. */
function isLast({ style, rows, found, total }: Progress): boolean {
  if (total !== undefined && found < total) return false
  return total !== undefined || style === 'whole' || rows < PAGE_ROWS
}

function unended(path: string, read: number, total: number | undefined): Unreachable {
  const says = total === undefined ? 'does not end' : `says that it has ${total} rows, and gives ${read}`
  return new Unreachable(`The list ${path} ${says}: it was not read to its end`)
}

function totalOf(body: unknown): number | undefined {
  const { metadata } = body as { metadata?: { grand_total_entities?: unknown; grandTotalEntities?: unknown } | null }
  const total = metadata?.grand_total_entities ?? metadata?.grandTotalEntities
  return typeof total === 'number' ? total : undefined
}

/** Rows that two pages show, because something was made between them, count once. */
function keyOf(row: Row, index: number): string {
  const identifier = row['uuid'] ?? row['storage_container_uuid'] ?? row['virtual_disk_id']
  return typeof identifier === 'string' ? identifier : `#${index}`
}

function messageOf({ body, text }: HttpAnswer): string {
  const { message } = (body ?? {}) as { message?: unknown }
  return (typeof message === 'string' ? message : text).replace(/\s+/g, ' ').trim().slice(0, MESSAGE_MAX)
}
