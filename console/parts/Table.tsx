/** A table: sorted by its heads, filtered by a word, a page at a time; choosing a row opens what is below. */
import { useComputed, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { touched } from '../core/events.js'
import { filteredRows, sortedRows } from './rows.js'
import type { SortKey } from './rows.js'

export interface Column<T> {
  readonly head: string
  readonly cell: (row: T) => ComponentChildren
  /** What it is sorted by; a column without one is not. */
  readonly sort?: (row: T) => SortKey
  readonly number?: boolean
  /** Left out where there is little room. */
  readonly wide?: boolean
  /** The head is for readers without eyes alone. */
  readonly hideHead?: boolean
}

interface TableProps<T> {
  readonly caption: string
  readonly rows: readonly T[] | undefined
  readonly columns: readonly Column<T>[]
  readonly keyOf: (row: T) => string
  readonly empty: ComponentChildren
  readonly chosen?: string | undefined
  readonly onChoose?: (key: string) => void
  /** What the filter looks at; without it there is none. */
  readonly textOf?: (row: T) => string
  readonly bar?: ComponentChildren
  /** Which column names the row: its cell is the row's head, and the button that chooses it. */
  readonly named?: number
}

export const PAGE_ROWS = 50

export function Table<T>(props: TableProps<T>) {
  const { caption, rows = [], columns, keyOf, empty, textOf, bar } = props
  const order = useSignal<{ column: number; down: boolean } | undefined>(undefined)
  const filter = useSignal('')
  const page = useSignal(0)
  const found = filteredRows(rows, textOf, filter.value)
  const by = order.value && columns[order.value.column]?.sort
  const sorted = by === undefined ? found : sortedRows(found, by, order.value?.down ?? false)
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_ROWS))
  const at = Math.min(page.value, pages - 1)
  const shown = sorted.slice(at * PAGE_ROWS, (at + 1) * PAGE_ROWS)
  const hasBar = bar !== undefined || textOf !== undefined || pages > 1
  return (
    <div>
      {hasBar && (
        <div class="table-bar">
          {bar}
          <div class="end">
            {pages > 1 && <Pager at={at} pages={pages} count={sorted.length} onGo={to => (page.value = to)} />}
            {textOf !== undefined && (
              <input
                type="search"
                aria-label={`Filter ${caption}`}
                placeholder="Filter"
                value={filter.value}
                onInput={event => {
                  filter.value = event.currentTarget.value
                  page.value = 0
                }}
              />
            )}
          </div>
        </div>
      )}
      {shown.length === 0 ? (
        <p class="empty">
          {props.rows === undefined ? 'Reading…' : filter.value === '' ? empty : `Nothing matches “${filter.value}”.`}
        </p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
          <table aria-label={caption}>
            <thead>
              <tr>
                {columns.map((column, index) => (
                  <Head key={column.head} column={column} index={index} order={order} />
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(row => (
                <Row key={keyOf(row)} row={row} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

interface HeadProps<T> {
  readonly column: Column<T>
  readonly index: number
  readonly order: { value: { column: number; down: boolean } | undefined }
}

function Head<T>({ column, index, order }: HeadProps<T>) {
  const { head, sort, number, wide, hideHead } = column
  const mine = order.value?.column === index
  const direction = mine ? (order.value?.down === true ? 'descending' : 'ascending') : 'none'
  return (
    <th
      scope="col"
      class={`${number === true ? 'number' : ''} ${wide === true ? 'wide-only' : ''}`}
      {...(sort !== undefined && { 'aria-sort': direction })}
    >
      {sort === undefined ? (
        <span class={hideHead === true ? 'sr' : ''}>{head}</span>
      ) : (
        <button
          type="button"
          onClick={() => (order.value = { column: index, down: mine && order.value?.down === false })}
        >
          {head}
          {mine && <span aria-hidden="true">{direction === 'descending' ? ' ▾' : ' ▴'}</span>}
        </button>
      )}
    </th>
  )
}

function Row<T>({ row, columns, keyOf, chosen, onChoose, named = 0 }: TableProps<T> & { readonly row: T }) {
  const key = keyOf(row)
  const isTouched = useComputed(() => touched.value.has(key))
  const isChosen = chosen === key
  const look = `${onChoose === undefined ? '' : 'pick'} ${isChosen ? 'chosen' : ''} ${isTouched.value ? 'touched' : ''}`
  return (
    <tr class={look} {...(onChoose !== undefined && { onClick: () => onChoose(key) })}>
      {columns.map(({ head, cell, number, wide }, index) => {
        const shape = `${number === true ? 'number' : ''} ${wide === true ? 'wide-only' : ''}`
        if (index !== named)
          return (
            <td key={head} class={shape}>
              {cell(row)}
            </td>
          )
        return (
          <th key={head} scope="row" class={shape}>
            {onChoose === undefined ? (
              cell(row)
            ) : (
              <button type="button" class="link" aria-pressed={isChosen}>
                {cell(row)}
              </button>
            )}
          </th>
        )
      })}
    </tr>
  )
}

interface PagerProps {
  readonly at: number
  readonly pages: number
  readonly count: number
  readonly onGo: (page: number) => void
}

function Pager({ at, pages, count, onGo }: PagerProps) {
  const last = Math.min(count, (at + 1) * PAGE_ROWS)
  return (
    <div class="row">
      <span class="quiet">
        {at * PAGE_ROWS + 1}–{last} of {count}
      </span>
      <button
        type="button"
        class="button small"
        aria-label="Previous page"
        disabled={at === 0}
        onClick={() => onGo(at - 1)}
      >
        ‹
      </button>
      <button
        type="button"
        class="button small"
        aria-label="Next page"
        disabled={at >= pages - 1}
        onClick={() => onGo(at + 1)}
      >
        ›
      </button>
    </div>
  )
}
