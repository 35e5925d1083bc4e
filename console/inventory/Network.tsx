/** Network: the networks of this cluster. */
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import { Table } from '../parts/table/Table.js'

export function Network() {
  const { value } = useLive(() => read(prism.GET('/networks', {})))
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Network</h1>
      </div>
      <section class="sheet">
        <Table
          caption="Networks"
          rows={value?.entities}
          keyOf={({ uuid }) => uuid ?? ''}
          empty="No network."
          columns={[
            { head: 'Network Name', cell: ({ name }) => name, sort: ({ name }) => name },
            { head: 'VLAN ID', cell: each => each.vlan_id, sort: each => each.vlan_id, number: true },
            { head: 'UUID', cell: each => <span class="mono">{each.uuid}</span>, wide: true }
          ]}
        />
      </section>
    </main>
  )
}
