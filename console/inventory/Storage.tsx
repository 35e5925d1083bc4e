/** Storage: containers. */
import { formatBytes } from '../core/format.js'
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import { Table } from '../parts/table/Table.js'

export function Storage() {
  const { value } = useLive(() => read(prism.GET('/storage_containers', {})))
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Storage</h1>
      </div>
      <section class="sheet">
        <Table
          caption="Storage containers"
          rows={value?.entities}
          keyOf={({ name }) => name ?? ''}
          empty="No storage container."
          columns={[
            { head: 'Name', cell: ({ name }) => name, sort: ({ name }) => name },
            { head: 'Replication Factor', cell: each => each.replication_factor, number: true, wide: true },
            { head: 'Compression', cell: each => (each.compression_enabled === true ? 'On' : 'Off'), wide: true },
            {
              head: 'Used',
              cell: each => formatBytes(Number(each.usage_stats?.['storage.usage_bytes'] ?? 0)),
              number: true
            },
            { head: 'Max Capacity', cell: each => formatBytes(each.max_capacity), number: true }
          ]}
        />
      </section>
    </main>
  )
}
