/** The schedules of a domain. */
import { useSignal } from '@preact/signals'
import { NOTHING, formatInstant } from '../../core/format.js'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { Action } from '../../parts/Action.js'
import { Confirm } from '../../parts/Confirm.js'
import { Table } from '../../parts/table/Table.js'
import { repeatText, retentionSummary } from '../requests.js'

type Schedule = Schemas['CronSchedule']

interface ScheduleTableProps {
  readonly domain: string
  readonly schedules: readonly Schedule[] | undefined
  readonly onEdit: (schedule: Schedule) => void
}

export function ScheduleTable({ domain, schedules, onEdit }: ScheduleTableProps) {
  const removed = useSignal<Schedule | undefined>(undefined)
  return (
    <>
      <Table
        caption="Schedules"
        rows={schedules}
        keyOf={({ id }) => id ?? ''}
        empty="No schedule yet: without one no snapshot is taken."
        columns={[
          { head: 'Type', cell: ({ type }) => type },
          { head: 'Repeat On', cell: repeatText },
          { head: 'Start Date', cell: ({ user_start_time_in_usecs: at }) => formatInstant(at) },
          { head: 'End Date', cell: ({ end_time_in_usecs: at }) => formatInstant(at), wide: true },
          { head: 'Retention Policy', cell: ({ retention_policy: policy }) => retentionSummary(policy) || NOTHING },
          {
            head: 'Actions',
            hideHead: true,
            cell: schedule => (
              <div class="row nowrap">
                <Action
                  class="small"
                  label={`Update the schedule ${repeatText(schedule)}`}
                  onClick={() => onEdit(schedule)}
                >
                  ✎
                </Action>
                <Action
                  class="small"
                  label={`Delete the schedule ${repeatText(schedule)}`}
                  onClick={() => (removed.value = schedule)}
                >
                  ✕
                </Action>
              </div>
            )
          }
        ]}
      />
      {removed.value !== undefined && (
        <Confirm
          title="Delete Schedule"
          text={`${repeatText(removed.value)}: no snapshot is taken by it any more. Those that it took stay until they expire.`}
          verb="Delete"
          onClose={() => (removed.value = undefined)}
          work={async () => {
            const params = { path: { name: domain, id: removed.value?.id ?? '' } }
            await read(prism.DELETE('/protection_domains/{name}/schedules/{id}', { params }))
          }}
        />
      )}
    </>
  )
}
