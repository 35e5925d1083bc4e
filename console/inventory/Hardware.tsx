/** Hardware: the hosts of this cluster. */
import { formatBytes } from '../core/format.js'
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import { State } from '../parts/State.js'
import { Table } from '../parts/table/Table.js'

export function Hardware() {
  const { value } = useLive(() => read(prism.GET('/hosts', {})))
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Hardware</h1>
      </div>
      <section class="sheet">
        <Table
          caption="Hosts"
          rows={value?.entities}
          keyOf={({ uuid }) => uuid ?? ''}
          empty="No host."
          columns={[
            { head: 'Host Name', cell: ({ name }) => name, sort: ({ name }) => name },
            {
              head: 'State',
              cell: each =>
                each.state === 'NORMAL' ? (
                  <State kind="good" word="Normal" />
                ) : (
                  <State kind="notice" word={each.state ?? ''} />
                )
            },
            { head: 'Hypervisor', cell: each => each.hypervisor_full_name ?? each.hypervisor_type, wide: true },
            { head: 'CVM IP', cell: each => each.service_vmexternal_ip, wide: true },
            { head: 'Cores', cell: each => each.num_cpu_cores, number: true, wide: true },
            { head: 'Memory', cell: each => formatBytes(each.memory_capacity_in_bytes), number: true, wide: true },
            { head: 'VMs', cell: each => each.num_vms, number: true }
          ]}
        />
      </section>
    </main>
  )
}
