/** The table of remote sites, with what can be done to the chosen one. */
import { useSignal } from '@preact/signals'
import { NOTHING, formatByteRate } from '../../core/format.js'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { useLive } from '../../core/live.js'
import { changedNow } from '../../core/events.js'
import { textOf } from '../../core/failure.js'
import { Action } from '../../parts/Action.js'
import { Confirm } from '../../parts/Confirm.js'
import { State } from '../../parts/State.js'
import { Table } from '../../parts/table/Table.js'
import type { Column } from '../../parts/table/Table.js'
import { toast } from '../../parts/Toasts.js'
import { RemoteSiteDialog } from './RemoteSiteDialog.js'
import { siteState } from './site-state.js'

type Site = Schemas['RemoteSite']

const rate = (site: Site, name: string): number | undefined => {
  const value = site.stats?.[name]
  return value === undefined ? undefined : Number(value) * 1000
}

const columns: readonly Column<Site>[] = [
  { head: 'Status', cell: ({ status }) => <State {...siteState(status)} silent />, hideHead: true },
  { head: 'Name', cell: ({ name }) => name, sort: ({ name }) => name },
  { head: 'Remote Site Type', cell: () => 'Physical', wide: true },
  { head: 'Remote Addresses', cell: ({ remote_ip_ports: addresses }) => Object.keys(addresses ?? {}).join(', ') },
  {
    head: 'vStore Mappings',
    cell: ({ vstore_name_map: map }) => Object.keys(map ?? {}).length || NOTHING,
    number: true,
    wide: true
  },
  {
    head: 'Capabilities',
    cell: ({ capabilities }) => (capabilities?.includes('DISASTER_RECOVERY') === true ? 'Disaster Recovery' : 'Backup'),
    wide: true
  },
  { head: 'Compress on wire', cell: ({ compression_enabled: on }) => (on === true ? 'On' : 'Off'), wide: true },
  { head: 'Use SSH Tunnel', cell: ({ ssh_enabled: on }) => (on === true ? 'On' : 'Off'), wide: true },
  { head: 'B/W Limit (Tx)', cell: ({ max_bps: limit }) => formatByteRate(limit), number: true, wide: true },
  {
    head: 'B/W Used (Tx)',
    cell: site => formatByteRate(rate(site, 'replication_transmitted_bandwidth_kBps')),
    number: true,
    wide: true
  },
  {
    head: 'B/W Used (Rx)',
    cell: site => formatByteRate(rate(site, 'replication_received_bandwidth_kBps')),
    number: true,
    wide: true
  }
]

export function RemoteSiteTable() {
  const { value } = useLive(() => read(prism.GET('/remote_sites', {})))
  const chosen = useSignal<string | undefined>(undefined)
  const dialog = useSignal<'update' | 'delete' | undefined>(undefined)
  const site = value?.entities.find(({ name }) => name === chosen.value)
  const name = site?.name ?? ''
  const close = (): void => void (dialog.value = undefined)
  return (
    <>
      <section class="sheet">
        <Table
          caption="Remote Site"
          rows={value?.entities}
          columns={columns}
          named={1}
          keyOf={each => each.name ?? ''}
          textOf={each => each.name ?? ''}
          chosen={chosen.value}
          onChoose={key => (chosen.value = key)}
          empty="No remote site yet. + Remote Site connects the other cluster."
        />
      </section>
      {site !== undefined && (
        <section class="sheet" aria-label={`Remote site ${name}`}>
          <div class="table-bar">
            <h2>{name}</h2>
            <State {...siteState(site.status)} />
            <div class="end">
              <Action own onClick={() => void test(name)}>
                Test Connection
              </Action>
              <Action onClick={() => (dialog.value = 'update')}>Update</Action>
              <Action class="danger" onClick={() => (dialog.value = 'delete')}>
                Delete
              </Action>
            </div>
          </div>
        </section>
      )}
      {dialog.value === 'update' && site !== undefined && <RemoteSiteDialog site={site} onClose={close} />}
      {dialog.value === 'delete' && (
        <Confirm
          title="Delete Remote Site"
          text={`The remote site ${name} is deleted here. The other cluster's own entry stays.`}
          verb="Delete"
          onClose={close}
          work={async () => {
            await read(prism.DELETE('/remote_sites/{name}', { params: { path: { name } } }))
            chosen.value = undefined
          }}
        />
      )}
    </>
  )
}

async function test(name: string): Promise<void> {
  try {
    const { status } = await read(prism.GET('/remote_sites/{name}', { params: { path: { name } } }))
    const { kind, word } = siteState(status)
    toast(kind, `${name}: ${word}`)
    changedNow()
  } catch (error) {
    toast('trouble', textOf(error))
  }
}
