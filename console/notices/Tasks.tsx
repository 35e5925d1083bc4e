/** The page of tasks. */
import { formatDistance, formatInstant, formatPercent } from '../core/format.js'
import { now } from '../core/clock.js'
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import type { Schemas } from '../core/prism.js'
import { State } from '../parts/State.js'
import type { Kind } from '../parts/State.js'
import { Table } from '../parts/table/Table.js'

const kinds: Readonly<Record<string, Kind>> = { Succeeded: 'good', Running: 'notice', Queued: 'off', Failed: 'trouble' }
const entityNames = (task: Schemas['Task']): string =>
  (task.entity_list ?? []).map(({ entity_name: name, entity_id: id }) => name ?? id ?? '').join(', ')

export function Tasks() {
  const { value } = useLive(() => read(prism.GET('/tasks', {})))
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Tasks</h1>
      </div>
      <section class="sheet">
        <Table
          caption="Tasks"
          rows={value?.entities}
          keyOf={({ uuid }) => uuid ?? ''}
          textOf={task => `${task.operation_type ?? ''} ${entityNames(task)}`}
          empty="No task yet: what takes time here shows up as one."
          columns={[
            {
              head: 'Operation',
              cell: task => task.display_name ?? task.operation_type,
              sort: task => task.operation_type
            },
            { head: 'Entity Affected', cell: entityNames, wide: true },
            {
              head: 'Percent',
              cell: task => formatPercent(task.percentage_complete),
              sort: task => task.percentage_complete,
              number: true
            },
            {
              head: 'Status',
              cell: ({ progress_status: status }) => <State kind={kinds[status ?? ''] ?? 'off'} word={status ?? ''} />,
              sort: task => task.progress_status
            },
            {
              head: 'Create Time',
              cell: ({ create_time_usecs: at }) => `${formatInstant(at)} (${formatDistance(at, now.value)})`,
              sort: task => task.create_time_usecs,
              wide: true
            }
          ]}
        />
      </section>
    </main>
  )
}
