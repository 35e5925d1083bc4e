/** The schedules of a domain, each of which can be changed in a dialog. */
import { useSignal } from '@preact/signals'
import type { Schemas } from '../../core/prism.js'
import { Dialog } from '../../parts/Dialog.js'
import type { Domain } from './domain.js'
import { ScheduleForm } from './ScheduleForm.js'
import { ScheduleTable } from './ScheduleTable.js'

export function DomainSchedules({ domain }: { readonly domain: Domain }) {
  const changing = useSignal<Schemas['CronSchedule'] | undefined>(undefined)
  const name = domain.name ?? ''
  const close = (): void => void (changing.value = undefined)
  return (
    <>
      <ScheduleTable domain={name} schedules={domain.cron_schedules} onEdit={schedule => (changing.value = schedule)} />
      {changing.value !== undefined && (
        <Dialog title="Update Schedule" onClose={close}>
          <ScheduleForm domain={name} schedule={changing.value} onDone={close} />
        </Dialog>
      )}
    </>
  )
}
