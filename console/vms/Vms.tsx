/** The page of VMs: power, clone, delete. */
import { useSignal } from '@preact/signals'
import { NOTHING, formatBytes } from '../core/format.js'
import { useLive } from '../core/live.js'
import { State } from '../parts/State.js'
import { FIRST_PAGE, Table } from '../parts/table/Table.js'
import { listVms } from './list.js'
import type { ListedVm } from './list.js'
import { VmActions } from './VmActions.js'

const power = ({ powerState: state }: ListedVm) => (
  <State kind={state === 'on' ? 'good' : 'off'} word={state === 'on' ? 'On' : state === 'off' ? 'Off' : state} />
)

export function Vms() {
  const asked = useSignal(FIRST_PAGE)
  const { value } = useLive(() => listVms(asked.value), JSON.stringify(asked.value), true)
  const chosen = useSignal<string | undefined>(undefined)
  const vm = value?.entities.find(({ uuid }) => uuid === chosen.value)
  return (
    <main class="page" tabIndex={-1}>
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
          asked={asked}
          total={value?.metadata.totalEntities}
          keyOf={({ uuid }) => uuid}
          chosen={chosen.value}
          onChoose={key => (chosen.value = key)}
          empty="No VM here. VMs of a protection domain appear when it is activated or migrated to this cluster."
          columns={[
            { head: 'VM Name', cell: ({ vmName }) => vmName, by: 'vmName' },
            { head: 'Power', cell: power, by: 'powerState' },
            { head: 'IP Addresses', cell: ({ ipAddresses: ips }) => ips.join(', ') || NOTHING, wide: true },
            { head: 'Cores', cell: ({ numVCpus }) => numVCpus, by: 'numVCpus', number: true, wide: true },
            {
              head: 'Memory Capacity',
              cell: ({ memoryCapacityInBytes: bytes }) => formatBytes(bytes),
              by: 'memoryCapacityInBytes',
              number: true,
              wide: true
            },
            { head: 'Guest OS', cell: ({ guestOperatingSystem: os }) => os ?? NOTHING, wide: true },
            {
              head: 'Protection Domain',
              cell: ({ protectionDomainName: name }) => name ?? NOTHING,
              by: 'protectionDomainName'
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
