/** The page of VMs: power, clone, delete. */
import { useSignal } from '@preact/signals'
import { formatBytes } from '../core/format.js'
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import type { Schemas } from '../core/prism.js'
import { State } from '../parts/State.js'
import { Table } from '../parts/Table.js'
import { VmActions } from './VmActions.js'

type Vm = Schemas['Vm']

const BYTES_PER_MIB = 1024 ** 2
const power = (vm: Vm) =>
  vm.power_state === 'on' ? (
    <State kind="good" word="On" />
  ) : (
    <State kind="off" word={vm.power_state === 'off' ? 'Off' : (vm.power_state ?? 'Off')} />
  )
const addresses = (vm: Vm): string => (vm.vm_nics ?? []).flatMap(({ ip_address: ip }) => ip ?? []).join(', ') || '—'

export function Vms() {
  const { value } = useLive(() => read(prism.GET('/vms', { params: { query: { include_vm_nic_config: true } } })))
  const domains = useLive(() => read(prism.GET('/protection_domains', {}))).value?.entities ?? []
  const chosen = useSignal<string | undefined>(undefined)
  const vm = value?.entities.find(({ uuid }) => uuid === chosen.value)
  const guard = new Map(
    domains.flatMap(({ name, vms }) => (vms ?? []).map(each => [each.vm_id ?? '', name ?? ''] as const))
  )
  return (
    <main class="page">
      <div class="page-head">
        <h1>VM</h1>
        <div class="end">
          {vm !== undefined && <VmActions key={vm.uuid} vm={vm} onGone={() => (chosen.value = undefined)} />}
        </div>
      </div>
      <section class="sheet">
        <Table
          caption="VM"
          rows={value?.entities}
          keyOf={({ uuid }) => uuid ?? ''}
          textOf={({ name }) => name ?? ''}
          chosen={chosen.value}
          onChoose={key => (chosen.value = key)}
          empty="No VM here. VMs of a protection domain appear when it is activated or migrated to this cluster."
          columns={[
            { head: 'VM Name', cell: ({ name }) => name, sort: ({ name }) => name },
            { head: 'Power', cell: power, sort: ({ power_state }) => power_state },
            { head: 'IP Addresses', cell: addresses, wide: true },
            {
              head: 'Cores',
              cell: each => (each.num_vcpus ?? 0) * (each.num_cores_per_vcpu ?? 1),
              number: true,
              wide: true
            },
            {
              head: 'Memory Capacity',
              cell: each => formatBytes((each.memory_mb ?? 0) * BYTES_PER_MIB),
              sort: each => each.memory_mb,
              number: true,
              wide: true
            },
            { head: 'Guest OS', cell: each => each.guest_os ?? '—', wide: true },
            {
              head: 'Protection Domain',
              cell: each => guard.get(each.uuid ?? '') ?? '—',
              sort: each => guard.get(each.uuid ?? '')
            }
          ]}
        />
      </section>
      {vm === undefined && (value?.entities.length ?? 0) > 0 && (
        <p class="quiet">Choose a VM to switch it on or off, clone or delete it.</p>
      )}
    </main>
  )
}
