/** Third step of a domain: its schedules. */
import { useSignal } from '@preact/signals'
import { formatInstant, plural } from '../../core/format.js'
import { useLive } from '../../core/live.js'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { ScheduleForm } from './ScheduleForm.js'
import { ScheduleTable } from './ScheduleTable.js'

interface ScheduleStepProps {
  readonly domain: string
  readonly onClose: () => void
  readonly onPrevious: () => void
}

export function ScheduleStep({ domain, onClose, onPrevious }: ScheduleStepProps) {
  const path = { params: { path: { name: domain } } }
  const shown = useLive(() => read(prism.GET('/protection_domains/{name}', path))).value
  const making = useSignal<Schemas['CronSchedule'] | true | undefined>(undefined)
  const schedules = shown?.cron_schedules ?? []
  const next = shown?.next_snapshot_time_usecs
  if (making.value !== undefined) {
    const schedule = making.value === true ? undefined : making.value
    return <ScheduleForm domain={domain} schedule={schedule} onDone={() => (making.value = undefined)} />
  }
  return (
    <>
      <div class="dialog-body">
        <div class="row spread">
          <p>
            {schedules.length === 0
              ? 'You currently have no schedules. New Schedule makes one.'
              : `You currently have ${plural(schedules.length, 'schedule')} . Next snapshot is scheduled on ${formatInstant(next)}.`}
          </p>
          <button type="button" class="button" onClick={() => (making.value = true)}>
            New Schedule
          </button>
        </div>
        <div class="sheet">
          <ScheduleTable domain={domain} schedules={schedules} onEdit={schedule => (making.value = schedule)} />
        </div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onPrevious}>
          Previous
        </button>
        <button type="button" class="button primary" onClick={onClose}>
          Close
        </button>
      </div>
    </>
  )
}
