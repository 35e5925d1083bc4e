/** The dialog that takes one snapshot, and replicates it where it is told. */
import { useSignal } from '@preact/signals'
import { now } from '../../core/clock.js'
import { useLive } from '../../core/live.js'
import { prism, read } from '../../core/prism.js'
import { Check } from '../../parts/form/Check.js'
import { Dialog } from '../../parts/Dialog.js'
import { Field } from '../../parts/form/Field.js'
import { Form } from '../../parts/form/Form.js'
import { Select } from '../../parts/form/Select.js'
import { toast } from '../../parts/Toasts.js'
import { useSubmit } from '../../parts/form/use-submit.js'
import { snapshotBody } from '../requests.js'

const STARTS = [
  { value: '0', text: 'Now' },
  { value: '600', text: 'In 10 minutes' },
  { value: '3600', text: 'In 1 hour' }
] as const

export function TakeSnapshotDialog({ domain, onClose }: { readonly domain: string; readonly onClose: () => void }) {
  const sites = useLive(() => read(prism.GET('/remote_sites', {}))).value?.entities ?? []
  const chosen = useSignal<readonly string[]>([])
  const start = useSignal('0')
  const days = useSignal('1')
  const appConsistent = useSignal(false)
  const { busy, error, run } = useSubmit()
  const send = (): Promise<boolean> =>
    run(async () => {
      const form = {
        sites: chosen.value,
        startsInSeconds: Number(start.value),
        keepDays: days.value,
        appConsistent: appConsistent.value
      }
      const path = { params: { path: { name: domain } } }
      await read(
        prism.POST('/protection_domains/{name}/oob_schedules', { ...path, body: snapshotBody(form, now.value) })
      )
    })
  return (
    <Dialog title="Replicate Protection Domain" onClose={onClose} size="narrow">
      <Form
        onSubmit={() => {
          void send().then(done => {
            if (!done) return
            toast('good', 'Successfully scheduled a one time replication.')
            onClose()
          })
        }}
      >
        <div class="dialog-body">
          <p>
            Select one or more targets to replicate to. This is a one time replication that can start now or at a later
            time.
          </p>
          <fieldset>
            <legend class="label">LOCAL</legend>
            <Check label="Local" checked disabled onChange={() => undefined} />
          </fieldset>
          <fieldset>
            <legend class="label">REMOTE SITES</legend>
            <div class="row">
              {sites.length === 0 && <span class="quiet">Remote sites have not been defined for this cluster.</span>}
              {sites.map(({ name = '' }) => (
                <Check
                  key={name}
                  label={name ?? ''}
                  checked={chosen.value.includes(name ?? '')}
                  onChange={on =>
                    (chosen.value = on ? [...chosen.value, name ?? ''] : chosen.value.filter(each => each !== name))
                  }
                />
              ))}
            </div>
          </fieldset>
          <Select
            label="REPLICATION START TIME"
            value={start.value}
            options={STARTS}
            onChange={value => (start.value = value)}
          />
          <Field
            label="RETENTION TIME"
            unit="day(s)"
            class="short"
            type="number"
            value={days.value}
            onInput={value => (days.value = value)}
            error={error}
          />
          <Check
            label="Create application consistent snapshots"
            checked={appConsistent.value}
            onChange={on => (appConsistent.value = on)}
          />
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" aria-disabled={busy}>
            Save
          </button>
        </div>
      </Form>
    </Dialog>
  )
}
