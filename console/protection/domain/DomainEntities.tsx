/** What a domain protects. */
import { useSignal } from '@preact/signals'
import { prism, read } from '../../core/prism.js'
import { Action } from '../../parts/Action.js'
import { Confirm } from '../../parts/Confirm.js'
import { Table } from '../../parts/Table.js'
import type { Domain } from './domain.js'

export function DomainEntities({ domain }: { readonly domain: Domain }) {
  const going = useSignal<string | undefined>(undefined)
  const name = domain.name ?? ''
  return (
    <>
      <Table
        caption="Entities"
        rows={domain.vms}
        keyOf={({ vm_id: id }) => id ?? ''}
        textOf={vm => vm.vm_name ?? ''}
        empty={
          domain.active === true
            ? 'No entity yet. Update adds VMs.'
            : 'No entities here: this side is inactive, and receives snapshots.'
        }
        columns={[
          { head: 'VM Name', cell: vm => vm.vm_name, sort: vm => vm.vm_name },
          { head: 'Consistency Group', cell: vm => vm.consistency_group, sort: vm => vm.consistency_group },
          { head: 'Power State on Recovery', cell: vm => vm.vm_power_state_on_recovery, wide: true },
          {
            head: 'Unprotect',
            cell: vm => (
              <Action
                class="small"
                label={`Unprotect ${vm.vm_name ?? ''}`}
                onClick={() => (going.value = vm.vm_name ?? '')}
              >
                Unprotect
              </Action>
            )
          }
        ]}
      />
      {going.value !== undefined && (
        <Confirm
          title="Unprotect"
          text={`${going.value} is no longer protected by ${name}. Snapshots that it is in stay.`}
          verb="Unprotect"
          onClose={() => (going.value = undefined)}
          work={async () => {
            const params = { path: { name } }
            await read(prism.POST('/protection_domains/{name}/unprotect_vms', { params, body: [going.value ?? ''] }))
          }}
        />
      )}
    </>
  )
}
