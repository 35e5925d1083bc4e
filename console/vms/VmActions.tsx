/** What can be done to the chosen VM. */
import { useSignal } from '@preact/signals'
import { textOf } from '../core/failure.js'
import { changedNow } from '../core/events.js'
import { prism, read } from '../core/prism.js'
import { Action } from '../parts/Action.js'
import { Confirm } from '../parts/Confirm.js'
import { Field } from '../parts/form/Field.js'
import { toast } from '../parts/Toasts.js'
import type { ListedVm } from './list.js'

export function VmActions({ vm, onGone }: { readonly vm: ListedVm; readonly onGone: () => void }) {
  const open = useSignal<'clone' | 'delete' | 'off' | undefined>(undefined)
  const name = vm.vmName
  const cloneName = useSignal(`${name}-clone`)
  const params = { path: { uuid: vm.uuid } }
  const isOn = vm.powerState === 'on'
  const close = (): void => void (open.value = undefined)
  const switchTo = async (transition: string): Promise<void> => {
    await read(prism.POST('/vms/{uuid}/set_power_state', { params, body: { transition } }))
    toast('good', `${name}: ${transition === 'ON' ? 'power on' : 'shutdown'} requested`)
    changedNow()
  }
  return (
    <div class="row">
      <span class="quiet">{name}</span>
      {isOn ? (
        <Action onClick={() => (open.value = 'off')}>Power Off</Action>
      ) : (
        <Action
          class="primary"
          onClick={() => void switchTo('ON').catch((error: unknown) => toast('trouble', textOf(error)))}
        >
          Power On
        </Action>
      )}
      <Action onClick={() => (open.value = 'clone')}>Clone</Action>
      <Action class="danger" onClick={() => (open.value = 'delete')}>
        Delete
      </Action>
      {open.value === 'off' && (
        <Confirm
          title="Power Off"
          text={`${name} is switched off: its guest is asked to shut down.`}
          verb="Power Off"
          onClose={close}
          work={() => switchTo('ACPI_SHUTDOWN')}
        />
      )}
      {open.value === 'clone' && (
        <Confirm
          title="Clone VM"
          text={`A copy of ${name} is made, off and not protected.`}
          verb="Clone"
          onClose={close}
          work={async () => {
            await read(prism.POST('/vms/{uuid}/clone', { params, body: { spec_list: [{ name: cloneName.value }] } }))
            toast('good', `${name} is being cloned`)
          }}
        >
          {error => (
            <Field label="NAME" value={cloneName.value} onInput={text => (cloneName.value = text)} error={error} />
          )}
        </Confirm>
      )}
      {open.value === 'delete' && (
        <Confirm
          title="Delete VM"
          text={`${name} is deleted with its disks. Snapshots of protection domains that it is in stay.`}
          verb="Delete"
          onClose={close}
          work={async () => {
            await read(prism.DELETE('/vms/{uuid}', { params }))
            toast('good', `${name} is being deleted`)
            onGone()
          }}
        />
      )}
    </div>
  )
}
