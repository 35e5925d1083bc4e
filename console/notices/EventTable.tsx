/** Events: what was done, and by whom. */
import { useSignal } from '@preact/signals'
import { fillIn, formatInstant } from '../core/format.js'
import { useLive } from '../core/live.js'
import type { Schemas } from '../core/prism.js'
import { Check } from '../parts/Check.js'
import { Table } from '../parts/Table.js'

interface EventTableProps {
  readonly load: () => Promise<Schemas['AlertCollection']>
  readonly of: string
}

export function EventTable({ load, of }: EventTableProps) {
  const { value } = useLive(load, of)
  const acknowledged = useSignal(true)
  const messageOf = (each: Schemas['Alert']): string => fillIn(each.message, each.context_types, each.context_values)
  return (
    <Table
      caption={`Events of ${of}`}
      rows={value?.entities.filter(each => acknowledged.value || each.acknowledged !== true)}
      keyOf={({ id }) => id ?? ''}
      textOf={messageOf}
      empty="Nothing has happened yet."
      bar={
        <Check label="Include Acknowledged" checked={acknowledged.value} onChange={on => (acknowledged.value = on)} />
      }
      columns={[
        { head: 'Message', cell: messageOf },
        {
          head: 'Entities',
          cell: each => each.affected_entities?.map(({ entity_name: name }) => name).join(', '),
          wide: true
        },
        { head: 'Modified By', cell: each => each.context_values?.at(-1), wide: true },
        {
          head: 'Timestamp',
          cell: each => formatInstant(each.created_time_stamp_in_usecs),
          sort: each => each.created_time_stamp_in_usecs
        }
      ]}
    />
  )
}
