/** One of the two lists of entities, with its searches. */
import { useSignal } from '@preact/signals'
import type { Signal } from '@preact/signals'
import { Check } from '../../parts/form/Check.js'

interface EntityListProps {
  readonly title: string
  readonly rows: readonly { readonly name: string; readonly second: string }[]
  /** Head of the second column. */
  readonly second: string
  readonly chosen: Signal<ReadonlySet<string>>
  /** Of names; of the second column as well where there are two. */
  readonly searches: readonly string[]
  /** Where the server searches by name: what for, and how many there are. */
  readonly word?: Signal<string>
  readonly total?: number | undefined
}

/** More are found by searching. */
export const SHOWN_MAX = 100

export function EntityList({ title, rows, second, chosen, searches, word, total = rows.length }: EntityListProps) {
  const words = useSignal<readonly string[]>(['', ''])
  const [byName = '', bySecond = ''] = words.value
  const has = (text: string, word: string): boolean => text.toLowerCase().includes(word.trim().toLowerCase())
  const found = rows.filter(row => has(row.name, byName) && has(row.second, bySecond))
  const more = Math.max(found.length, word === undefined ? 0 : total) - SHOWN_MAX
  const toggle = (names: readonly string[], on: boolean): void => {
    const next = new Set(chosen.value)
    for (const name of names) {
      if (on) next.add(name)
      else next.delete(name)
    }
    chosen.value = next
  }
  const all = found.length > 0 && found.every(({ name }) => chosen.value.has(name))
  return (
    <div class="box" role="group" aria-label={title}>
      <div class="box-head">
        <h3>{title}</h3>
        {searches.map((search, index) => (
          <input
            key={search}
            type="search"
            aria-label={search}
            placeholder={search}
            onInput={({ currentTarget: { value } }) => {
              words.value = words.value.map((each, at) => (at === index ? value : each))
              if (word !== undefined) word.value = value.trim()
            }}
          />
        ))}
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={`${title}, list`}>
        <table aria-label={title}>
          <thead>
            <tr>
              <th scope="col">
                <Check
                  label={`All of ${title}`}
                  hideLabel
                  checked={all}
                  onChange={on =>
                    toggle(
                      found.map(({ name }) => name),
                      on
                    )
                  }
                />
              </th>
              <th scope="col">{second === 'CG' ? 'Entity Name' : 'Name'}</th>
              <th scope="col">{second}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN_MAX).map(row => (
              <tr key={row.name} class={chosen.value.has(row.name) ? 'chosen' : ''}>
                <td>
                  <Check
                    label={row.name}
                    hideLabel
                    checked={chosen.value.has(row.name)}
                    onChange={on => toggle([row.name], on)}
                  />
                </td>
                <th scope="row">{row.name}</th>
                <td>{row.second}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {found.length === 0 && <p class="empty">{rows.length === 0 ? 'None.' : 'Nothing matches.'}</p>}
        {more > 0 && <p class="empty">{more} more: search for them.</p>}
      </div>
    </div>
  )
}
