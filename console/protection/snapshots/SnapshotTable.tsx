/** Snapshots of a domain, here or at its remote sites, with restore and retrieve. */
import { useSignal } from '@preact/signals'
import { NOTHING, formatBytes, formatInstant } from '../../core/format.js'
import { useLive } from '../../core/live.js'
import { askV1, prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { Action } from '../../parts/Action.js'
import { Check } from '../../parts/form/Check.js'
import { Confirm } from '../../parts/Confirm.js'
import { Table } from '../../parts/table/Table.js'
import type { Column } from '../../parts/table/Table.js'
import { toast } from '../../parts/Toasts.js'
import type { Domain } from '../domain/domain.js'
import { DeleteSnapshots } from './DeleteSnapshots.js'
import { RestoreDialog } from './RestoreDialog.js'

type Snapshot = Schemas['Snapshot']
type Doing =
  | { readonly what: 'details' | 'restore' | 'retrieve'; readonly snapshot: Snapshot }
  | { readonly what: 'delete'; readonly snapshots: readonly Snapshot[] }

interface SnapshotTableProps {
  readonly domain: Domain
  readonly place: 'local' | 'remote'
}

export function SnapshotTable({ domain, place }: SnapshotTableProps) {
  const name = domain.name ?? ''
  const expired = useSignal(false)
  const doing = useSignal<Doing | undefined>(undefined)
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const { value } = useLive(() => (place === 'local' ? localOf(name) : remoteOf(domain)), `${place} ${name}`)
  const rows = value?.filter(({ state }) => expired.value || state !== 'EXPIRED')
  const close = (): void => void (doing.value = undefined)
  const act = (what: 'details' | 'restore' | 'retrieve', snapshot: Snapshot) => (): void =>
    void (doing.value = { what, snapshot })
  const drop = (snapshots: readonly Snapshot[]): void =>
    void (doing.value = snapshots.length === 0 ? undefined : { what: 'delete', snapshots })
  const ticked = rows?.filter(each => chosen.value.has(keyOf(each))) ?? []
  const tick = (key: string, on: boolean): void => {
    chosen.value = new Set(on ? [...chosen.value, key] : [...chosen.value].filter(each => each !== key))
  }
  const columns: readonly Column<Snapshot>[] = [
    {
      head: 'Chosen',
      hideHead: true,
      cell: each => (
        <Check
          label={`Choose snapshot ${each.snapshot_id ?? ''}`}
          hideLabel
          checked={chosen.value.has(keyOf(each))}
          onChange={on => tick(keyOf(each), on)}
        />
      )
    },
    { head: 'ID', cell: each => each.snapshot_id, sort: each => each.snapshot_id },
    ...(place === 'remote'
      ? [{ head: 'Location', cell: (each: Snapshot) => each.located_remote_site_name ?? NOTHING }]
      : []),
    {
      head: 'Create Time',
      cell: each => formatInstant(each.snapshot_create_time_usecs),
      sort: each => each.snapshot_create_time_usecs
    },
    {
      head: 'Reclaimable Space',
      cell: each => (each.exclusive_usage_in_bytes == null ? 'Processing' : formatBytes(each.exclusive_usage_in_bytes)),
      number: true,
      wide: true
    },
    {
      head: 'Expiry Time',
      cell: each => (each.state === 'EXPIRED' ? 'Expired' : formatInstant(each.snapshot_expiry_time_usecs)),
      wide: true
    },
    {
      head: 'App Consistency',
      cell: each => (each.vms?.some(vm => vm.app_consistent_snapshots === true) === true ? 'Yes' : 'No'),
      wide: true
    },
    {
      head: 'Actions',
      cell: each => (
        <div class="row nowrap">
          <Action own class="small" onClick={act('details', each)}>
            Details
          </Action>
          {place === 'local' && (
            <Action class="small" onClick={act('restore', each)}>
              Restore
            </Action>
          )}
          {place === 'remote' && (
            <Action class="small" onClick={act('retrieve', each)}>
              Retrieve
            </Action>
          )}
          <Action class="small" label={`Delete snapshot ${each.snapshot_id ?? ''}`} onClick={() => drop([each])}>
            ✕
          </Action>
        </div>
      )
    }
  ]
  return (
    <>
      <Table
        caption={place === 'local' ? 'Local Snapshots' : 'Remote Snapshots'}
        rows={rows}
        keyOf={keyOf}
        columns={columns}
        named={1}
        empty={place === 'local' ? 'No snapshot yet. Take Snapshot takes one.' : 'No snapshot at a remote site.'}
        bar={
          <>
            <Check label="Include Expired" checked={expired.value} onChange={on => (expired.value = on)} />
            {ticked.length > 0 && (
              <Action class="small" onClick={() => drop(ticked)}>
                Delete Selected ({ticked.length})
              </Action>
            )}
          </>
        }
      />
      {doing.value !== undefined && <Doer domain={domain} doing={doing.value} onClose={close} />}
    </>
  )
}

function Doer({
  domain,
  doing,
  onClose
}: {
  readonly domain: Domain
  readonly doing: Doing
  readonly onClose: () => void
}) {
  const name = domain.name ?? ''
  if (doing.what === 'delete') return <DeleteSnapshots domain={name} snapshots={doing.snapshots} onClose={onClose} />
  const { what, snapshot } = doing
  const id = snapshot.snapshot_id ?? ''
  const site = snapshot.located_remote_site_name ?? ''
  if (what === 'restore') return <RestoreDialog domain={name} snapshot={snapshot} onClose={onClose} />
  if (what === 'retrieve')
    return (
      <Confirm
        title="Retrieve Snapshot"
        text={`Snapshot ${id} is copied back from ${site}, and is a local one then.`}
        verb="Retrieve"
        onClose={onClose}
        work={async () => {
          const path = `/remote_sites/${encodeURIComponent(site)}/dr_snapshots/download_snapshot`
          await askV1('POST', path, { pdName: name, drSnapshotId: id })
          toast('good', `Snapshot ${id} is being retrieved`)
        }}
      />
    )
  return (
    <Confirm
      title={`Snapshot ${id}`}
      text={`Taken ${formatInstant(snapshot.snapshot_create_time_usecs)}`}
      verb="Close"
      no="Back"
      onClose={onClose}
      work={() => Promise.resolve()}
    >
      <ul>
        {(snapshot.vms ?? []).map(vm => (
          <li key={vm.vm_id}>
            {vm.vm_name} <span class="quiet">in {vm.consistency_group}</span>
          </li>
        ))}
      </ul>
    </Confirm>
  )
}

const keyOf = (each: Snapshot): string => `${each.located_remote_site_name ?? ''} ${each.snapshot_id ?? ''}`

async function localOf(name: string): Promise<readonly Snapshot[]> {
  const params = { path: { name }, query: { full_details: true } }
  return (await read(prism.GET('/protection_domains/{name}/dr_snapshots', { params }))).entities
}

async function remoteOf({ name = '', remote_site_names: sites }: Domain): Promise<readonly Snapshot[]> {
  const lists = await Promise.all(
    (sites ?? []).map(site =>
      read(
        prism.GET('/remote_sites/{name}/dr_snapshots', {
          params: { path: { name: site }, query: { full_Details: true } }
        })
      )
    )
  )
  return lists.flatMap(({ entities }) => entities).filter(each => each.protection_domain_name === name)
}
