/** Health: the checks that look after this cluster, and what they have found. */
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import { State } from '../parts/State.js'
import { Table } from '../parts/table/Table.js'

export function Health() {
  const checks = useLive(() => read(prism.GET('/health_checks', {}))).value
  const alerts = useLive(() => read(prism.GET('/alerts', { params: { query: { resolved: false } } }))).value?.entities
  const raised = new Set(alerts?.map(({ alert_type_uuid: type }) => type))
  const rows = Array.isArray(checks) ? checks : checks?.entities
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Health</h1>
      </div>
      <section class="sheet">
        <Table
          caption="Health checks"
          rows={rows}
          keyOf={({ id }) => id ?? ''}
          textOf={({ name }) => name ?? ''}
          empty="No checks."
          columns={[
            { head: 'Check', cell: ({ title, name }) => title ?? name, sort: ({ title, name }) => title ?? name },
            { head: 'Description', cell: ({ description }) => description, wide: true },
            {
              head: 'State',
              cell: ({ id }) =>
                raised.has(id ?? '') || raised.has(`A${(id ?? '').split('::').at(-1) ?? ''}`) ? (
                  <State kind="notice" word="Alert open" />
                ) : (
                  <State kind="good" word="Good" />
                )
            }
          ]}
        />
      </section>
    </main>
  )
}
