/** Above the newest alerts or events: whether those that are over are shown too, and how many are too old to be searched. */
import type { Signal } from '@preact/signals'
import { Check } from '../parts/form/Check.js'
import type { Asked } from '../parts/table/Table.js'

interface NewestBarProps {
  readonly label: string
  readonly included: Signal<boolean>
  /** Goes back to its first page when others are asked for. */
  readonly asked: Signal<Asked>
  readonly note: string | undefined
}

export function NewestBar({ label, included, asked, note }: NewestBarProps) {
  return (
    <>
      <Check
        label={label}
        checked={included.value}
        onChange={on => {
          included.value = on
          asked.value = { ...asked.value, page: 0 }
        }}
      />
      {note !== undefined && <span class="hint">{note}</span>}
    </>
  )
}
