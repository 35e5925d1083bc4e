/** Prism Central: the clusters that it knows, each of which opens its Prism Element. */
import { control } from '../core/control.js'
import { useLive } from '../core/live.js'
import { read } from '../core/prism.js'
import { consoleOf, sites } from '../core/site.js'
import { State } from '../parts/State.js'
import { Table } from '../parts/table/Table.js'

export function Clusters() {
  const known = useLive(() => read(control.GET('/clusters', {}))).value?.clusters
  const rows = sites.value.sites.filter(({ kind }) => kind === 'cluster')
  const of = (name: string) => known?.find(each => each.name === name)
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Clusters</h1>
      </div>
      <section class="sheet">
        <Table
          caption="Clusters"
          rows={rows}
          keyOf={({ name }) => name}
          empty="No cluster is registered here."
          columns={[
            { head: 'Name', cell: site => <a href={consoleOf(site)}>{site.name}</a>, sort: ({ name }) => name },
            {
              head: 'State',
              cell: ({ name }) =>
                of(name)?.power === 'lost' ? (
                  <State kind="trouble" word="Does not answer" />
                ) : (
                  <State kind="good" word="Connected" />
                )
            },
            { head: 'Cluster Virtual IP', cell: ({ name }) => of(name)?.vip ?? '—', wide: true },
            { head: 'AOS Version', cell: ({ name }) => of(name)?.version ?? '—', wide: true },
            { head: 'VMs', cell: ({ name }) => of(name)?.counts.vms ?? '—', number: true },
            {
              head: 'Launch',
              cell: site => (
                <a class="button small" href={consoleOf(site)}>
                  Launch Prism Element
                </a>
              )
            }
          ]}
        />
      </section>
    </main>
  )
}
