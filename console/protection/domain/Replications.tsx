/** Replications of a domain: those under way, those that wait, the last that went well. */
import { NOTHING, formatBytes, formatInstant, formatPercent, formatSpan } from '../../core/format.js'
import { changedNow } from '../../core/events.js'
import { textOf } from '../../core/failure.js'
import { useLive } from '../../core/live.js'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { Action } from '../../parts/Action.js'
import { Table } from '../../parts/table/Table.js'
import { toast } from '../../parts/Toasts.js'
import type { Domain } from './domain.js'

type Replication = Schemas['Replication']

const direction = (sender: boolean | null | undefined): string => (sender === true ? 'Outgoing' : 'Incoming')

export function Replications({ domain }: { readonly domain: Domain }) {
  const name = domain.name ?? ''
  const path = { params: { path: { name } } }
  const running = useLive(() => read(prism.GET('/protection_domains/{name}/replications', path)), name)
  const pending = useLive(() => read(prism.GET('/protection_domains/{name}/pending_replications', path)), name)
  const links = (domain.replication_links ?? []).filter(link => link.last_successful_replication_snapshot_id != null)
  return (
    <>
      <h3 class="pad">Total Ongoing</h3>
      <Table
        caption="Total Ongoing"
        rows={running.value?.entities}
        keyOf={each => String(each.id)}
        empty="Nothing is on its way."
        columns={[
          { head: 'Direction', cell: each => direction(each.sender) },
          { head: 'Remote Site', cell: each => each.remote_site_name },
          { head: 'Snapshot', cell: each => each.snapshot_id, wide: true },
          { head: 'Start Time', cell: each => formatInstant(each.start_replication_time_usecs), wide: true },
          {
            head: 'Time Remaining',
            cell: each => (each.paused === true ? 'Paused' : formatSpan(each.replication_time_to_complete_secs)),
            number: true
          },
          {
            head: 'Data Completed',
            cell: each => `${formatPercent(each.completed_percentage)}, ${formatBytes(each.completed_bytes)}`,
            number: true
          },
          {
            head: 'Actions',
            hideHead: true,
            cell: each => each.sender === true && <Controls domain={name} replication={each} />
          }
        ]}
      />
      <h3 class="pad">Pending</h3>
      <Table
        caption="Pending"
        rows={pending.value}
        keyOf={each => `${each.snapshot?.snapshot_id ?? ''} ${each.remote_site_name ?? ''}`}
        empty="Nothing waits."
        columns={[
          { head: 'Remote Site', cell: each => each.remote_site_name },
          { head: 'Snapshot', cell: each => each.snapshot?.snapshot_id },
          { head: 'Create Time', cell: each => formatInstant(each.snapshot?.snapshot_create_time_usecs) }
        ]}
      />
      <h3 class="pad">Last Successful</h3>
      <Table
        caption="Last Successful"
        rows={links}
        keyOf={each => each.remote_site_name ?? ''}
        empty="None yet."
        columns={[
          { head: 'Remote Site', cell: each => each.remote_site_name },
          { head: 'Snapshot ID', cell: each => each.last_successful_replication_snapshot_id ?? NOTHING },
          { head: 'Start', cell: each => formatInstant(each.last_replication_start_time_in_usecs), wide: true },
          { head: 'End', cell: each => formatInstant(each.last_replication_end_time_in_usecs) }
        ]}
      />
    </>
  )
}

function Controls({ domain, replication }: { readonly domain: string; readonly replication: Replication }) {
  const paused = replication.paused === true
  const send = async (value: 'pause' | 'resume' | 'abort'): Promise<void> => {
    try {
      const params = { path: { name: domain, id: replication.id ?? 0 } }
      await read(prism.PUT('/protection_domains/{name}/replications/{id}', { params, body: { value } }))
      changedNow()
    } catch (error) {
      toast('trouble', textOf(error))
    }
  }
  return (
    <div class="row">
      <Action class="small" onClick={() => void send(paused ? 'resume' : 'pause')}>
        {paused ? 'Resume' : 'Pause'}
      </Action>
      <Action class="small" onClick={() => void send('abort')}>
        Abort
      </Action>
    </div>
  )
}
