/** Events: what was done, and by whom. */
import { useSignal } from '@preact/signals'
import { NOTHING, fillIn, formatInstant } from '../core/format.js'
import { useLive } from '../core/live.js'
import type { Schemas } from '../core/prism.js'
import { FIRST_PAGE, Table } from '../parts/table/Table.js'
import { NewestBar } from './NewestBar.js'
import { newestQuery, newestShown } from './newest.js'
import type { NewestQuery } from './newest.js'

interface EventTableProps {
  /** A page of those that nobody has acknowledged, or of all of them. */
  readonly load: (query: NewestQuery & { readonly acknowledged?: false }) => Promise<Schemas['AlertCollection']>
  readonly of: string
}

type Event = Schemas['Alert']

const messageOf = (each: Event): string => fillIn(each.message, each.context_types, each.context_values)
/** Nobody, where the cluster did it by itself. */
const userOf = ({ context_types: types, context_values: values }: Event): string =>
  values?.[types?.indexOf('user_name') ?? -1] ?? NOTHING
const SORTS = { time: (each: Event) => each.created_time_stamp_in_usecs }

export function EventTable({ load, of }: EventTableProps) {
  const acknowledged = useSignal(true)
  const asked = useSignal(FIRST_PAGE)
  const query = { ...newestQuery(asked.value), ...(!acknowledged.value && { acknowledged: false as const }) }
  const { value } = useLive(() => load(query), `${of} ${JSON.stringify(query)}`, true)
  const { rows, total, note } = newestShown(value, asked.value, messageOf, SORTS)
  return (
    <Table
      caption={`Events of ${of}`}
      rows={rows}
      asked={asked}
      total={total}
      keyOf={({ id }) => id ?? ''}
      empty="Nothing has happened yet."
      bar={<NewestBar label="Include Acknowledged" included={acknowledged} asked={asked} note={note} />}
      columns={[
        { head: 'Message', cell: messageOf },
        {
          head: 'Entities',
          cell: each => each.affected_entities?.map(({ entity_name: name }) => name).join(', '),
          wide: true
        },
        { head: 'Modified By', cell: userOf, wide: true },
        {
          head: 'Timestamp',
          cell: each => formatInstant(each.created_time_stamp_in_usecs),
          by: 'time'
        }
      ]}
    />
  )
}
