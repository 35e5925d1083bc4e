/**
 * A table: sorted by its heads, filtered by a word, a page at a time, here or by the server; choosing a row opens what is
 * below.
 */
import { useComputed, useSignal } from '@preact/signals'
import type { Signal } from '@preact/signals'
import { Fragment } from 'preact'
import type { ComponentChildren } from 'preact'
import { touched } from '../../core/events.js'
import { narrow } from './narrow.js'
import { PAGE_ROWS, Pager } from './Pager.js'
import { filteredRows, sortedRows } from './rows.js'
import type { SortKey } from './rows.js'

export interface Column<T> {
  readonly head: string
  readonly cell: (row: T) => ComponentChildren
  /** What it is sorted by; a column without one is not. */
  readonly sort?: (row: T) => SortKey
  /** The same, where the server sorts: the attribute's name. */
  readonly by?: string
  readonly number?: boolean
  /** Where there is little room, it stands below the row; with rows to choose, below the chosen one. */
  readonly wide?: boolean
  /** The head is for readers without eyes alone. */
  readonly hideHead?: boolean
}

/** What is shown of the rows. */
export interface Asked {
  readonly page: number
  readonly word: string
  /** Name of the column, or of the server's attribute. */
  readonly by?: string
  readonly down: boolean
}

export const FIRST_PAGE: Asked = { page: 0, word: '', down: false }

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
  /** Where the server pages, sorts and searches: what it is asked for, and how many rows there are in all. */
  readonly asked?: Signal<Asked>
  readonly total?: number | undefined
}

export function Table<T>(props: TableProps<T>) {
  const { caption, rows = [], columns, keyOf, empty, textOf, bar } = props
  const own = useSignal(FIRST_PAGE)
  const asked = props.asked ?? own
  const { page, word, by, down } = asked.value
  const set = (change: Partial<Asked>): void => void (asked.value = { ...asked.value, ...change })
  const found = props.asked === undefined ? filteredRows(rows, textOf, word) : rows
  const sort = columns.find(column => keyOfColumn(column) === by)?.sort
  const sorted = sort === undefined ? found : sortedRows(found, sort, down)
  const count = props.total ?? sorted.length
  const pages = Math.max(1, Math.ceil(count / PAGE_ROWS))
  const at = Math.min(page, pages - 1)
  const shown = props.asked === undefined ? sorted.slice(at * PAGE_ROWS, (at + 1) * PAGE_ROWS) : sorted
  const searched = textOf !== undefined || props.asked !== undefined
  const hasBar = bar !== undefined || searched || pages > 1
  return (
    <div>
      {hasBar && (
        <div class="table-bar">
          {bar}
          <div class="end">
            {pages > 1 && <Pager at={at} pages={pages} count={count} onGo={to => set({ page: to })} />}
            {searched && (
              <input
                type="search"
                aria-label={`Filter ${caption}`}
                placeholder="Filter"
                value={word}
                onInput={event => set({ word: event.currentTarget.value, page: 0 })}
              />
            )}
          </div>
        </div>
      )}
      {shown.length === 0 ? (
        <p class="empty">
          {props.rows === undefined ? 'Reading…' : word === '' ? empty : `Nothing matches “${word}”.`}
        </p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
          <table aria-label={caption}>
            <thead>
              <tr>
                {columns.filter(hasRoom).map(column => (
                  <Head
                    key={column.head}
                    column={column}
                    order={keyOfColumn(column) === by ? (down ? 'descending' : 'ascending') : 'none'}
                    onSort={again => set({ by: keyOfColumn(column), down: again, page: 0 })}
                  />
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

const hasRoom = <T,>({ wide }: Column<T>): boolean => wide !== true || !narrow.value

function keyOfColumn<T>({ by, head }: Column<T>): string {
  return by ?? head
}

interface HeadProps<T> {
  readonly column: Column<T>
  readonly order: 'ascending' | 'descending' | 'none'
  readonly onSort: (down: boolean) => void
}

function Head<T>({ column, order, onSort }: HeadProps<T>) {
  const { head, sort, by, number, hideHead } = column
  const isSorted = sort !== undefined || by !== undefined
  return (
    <th scope="col" class={number === true ? 'number' : ''} {...(isSorted && { 'aria-sort': order })}>
      {isSorted ? (
        <button type="button" onClick={() => onSort(order === 'ascending')}>
          {head}
          {order !== 'none' && <span aria-hidden="true">{order === 'descending' ? ' ▾' : ' ▴'}</span>}
        </button>
      ) : (
        <span class={hideHead === true ? 'sr' : ''}>{head}</span>
      )}
    </th>
  )
}

function Row<T>({ row, columns, keyOf, chosen, onChoose, named = 0 }: TableProps<T> & { readonly row: T }) {
  const key = keyOf(row)
  const isTouched = useComputed(() => touched.value.has(key))
  const isChosen = chosen === key
  const look = `${onChoose === undefined ? '' : 'pick'} ${isChosen ? 'chosen' : ''} ${isTouched.value ? 'touched' : ''}`
  const rest = columns.filter(column => !hasRoom(column))
  const name = columns[named]
  return (
    <>
      <tr class={look} {...(onChoose !== undefined && { onClick: () => onChoose(key) })}>
        {columns.filter(hasRoom).map(column => {
          const { head, cell, number } = column
          const shape = number === true ? 'number' : ''
          if (column !== name)
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
      {rest.length > 0 && (onChoose === undefined || isChosen) && (
        <tr class={isChosen ? 'rest chosen' : 'rest'}>
          <td colSpan={columns.length - rest.length}>
            <dl class="facts">
              {rest.map(({ head, cell }) => (
                <Fragment key={head}>
                  <dt>{head}</dt>
                  <dd>{cell(row)}</dd>
                </Fragment>
              ))}
            </dl>
          </td>
        </tr>
      )}
    </>
  )
}
