/** Alerts and events as the server lists them: the newest first, in pages. It neither searches nor sorts them. */
import { filteredRows, sortedRows } from '../parts/table/rows.js'
import type { SortKey } from '../parts/table/rows.js'
import { PAGE_ROWS } from '../parts/table/Pager.js'
import type { Asked } from '../parts/table/Table.js'

/** The most that one answer has: they are searched and sorted here. */
const NEWEST_MAX = 1000

export interface NewestQuery {
  readonly count: number
  readonly page: number
}

const isWhole = ({ word, by }: Asked): boolean => word.trim() !== '' || by !== undefined

/** What the server is asked for: the page that is shown, or all that are searched and sorted. */
export function newestQuery(asked: Asked): NewestQuery {
  return isWhole(asked) ? { count: NEWEST_MAX, page: 1 } : { count: PAGE_ROWS, page: asked.page + 1 }
}

interface Answer<T> {
  readonly metadata: { readonly total_entities?: number | null }
  readonly entities: readonly T[]
}

interface Newest<T> {
  readonly rows: readonly T[] | undefined
  readonly total: number
  /** Said where not all have been looked at. */
  readonly note: string | undefined
}

/** What is shown of an answer to that query; `sorts` are those of the columns, by their names for the order. */
export function newestShown<T>(
  answer: Answer<T> | undefined,
  asked: Asked,
  textOf: (row: T) => string,
  sorts: Readonly<Record<string, (row: T) => SortKey>>
): Newest<T> {
  const all = answer?.metadata.total_entities ?? answer?.entities.length ?? 0
  if (answer === undefined || !isWhole(asked)) return { rows: answer?.entities, total: all, note: undefined }
  const found = filteredRows(answer.entities, textOf, asked.word)
  const sort = sorts[asked.by ?? '']
  const sorted = sort === undefined ? found : sortedRows(found, sort, asked.down)
  const start = Math.min(asked.page * PAGE_ROWS, sorted.length)
  return {
    rows: sorted.slice(start, start + PAGE_ROWS),
    total: sorted.length,
    note: all > NEWEST_MAX ? `Of the newest ${NEWEST_MAX}, of ${all}.` : undefined
  }
}
