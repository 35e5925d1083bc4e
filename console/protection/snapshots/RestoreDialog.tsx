/** The dialog that restores VMs out of a snapshot. */
import { useSignal } from '@preact/signals'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { Check } from '../../parts/form/Check.js'
import { Dialog } from '../../parts/Dialog.js'
import { Field } from '../../parts/form/Field.js'
import { Form } from '../../parts/form/Form.js'
import { toast } from '../../parts/Toasts.js'
import { useSubmit } from '../../parts/form/use-submit.js'

interface RestoreDialogProps {
  readonly domain: string
  readonly snapshot: Schemas['Snapshot']
  readonly onClose: () => void
}

export function RestoreDialog({ domain, snapshot, onClose }: RestoreDialogProps) {
  const names = (snapshot.vms ?? []).map(vm => vm.vm_name ?? '')
  const chosen = useSignal<readonly string[]>(names)
  const replace = useSignal(false)
  const prefix = useSignal('restored-')
  const { busy, error, run } = useSubmit()
  const send = (): Promise<boolean> =>
    run(async () => {
      const body = {
        ...{ snapshot_id: snapshot.snapshot_id ?? null, vm_names: [...chosen.value], replace: replace.value },
        ...(!replace.value && { vm_name_prefix: prefix.value })
      }
      await read(
        prism.POST('/protection_domains/{name}/restore_entities', { params: { path: { name: domain } }, body })
      )
    })
  return (
    <Dialog title="Restore Snapshot" onClose={onClose} size="narrow">
      <Form
        onSubmit={() => {
          void send().then(done => {
            if (!done) return
            toast('good', `Restoring from snapshot ${snapshot.snapshot_id ?? ''}`)
            onClose()
          })
        }}
      >
        <div class="dialog-body">
          <fieldset class="field">
            <legend class="label">WHAT TO RESTORE</legend>
            {names.map(name => (
              <Check
                key={name}
                label={name}
                checked={chosen.value.includes(name)}
                onChange={on =>
                  (chosen.value = on ? [...chosen.value, name] : chosen.value.filter(each => each !== name))
                }
              />
            ))}
          </fieldset>
          <fieldset class="field">
            <legend class="label">HOW TO RESTORE</legend>
            <Check
              name="how"
              label="Overwrite existing entities"
              checked={replace.value}
              onChange={() => (replace.value = true)}
            />
            <Check
              name="how"
              label="Create new entities"
              checked={!replace.value}
              onChange={() => (replace.value = false)}
            />
          </fieldset>
          <Field
            label="VM NAME PREFIX"
            value={prefix.value}
            disabled={replace.value}
            onInput={text => (prefix.value = text)}
            error={error}
          />
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={chosen.value.length === 0} aria-disabled={busy}>
            OK
          </button>
        </div>
      </Form>
    </Dialog>
  )
}
