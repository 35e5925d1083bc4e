/** Snapshots of an estate: by when they were taken and expire, what they take, and whose VMs are in them. */
import type { Row } from '../../reading/index.js'
import type { ClusterFixture } from '../../seed/index.js'
import { countIn, known, listIn, numberIn, textIn } from '../answers.js'
import type { ClusterAnswers } from '../answers.js'
import { uuidIn } from './cluster.js'
import type { NamedCluster } from './named-cluster.js'
import type { Notes } from './notes.js'
import type { FoundSite } from './sites.js'

type SnapshotFixture = NonNullable<ClusterFixture['snapshots']>[number]
type HeldVm = SnapshotFixture['vms'][number]

/** A snapshot that is carried, with what the cluster told of it. */
export interface CarriedSnapshot {
  readonly row: Row
  readonly takenAt: number
  readonly id: number
  /** The remote site that it came from, by its name here. */
  readonly from: string | undefined
  readonly domain: string
  readonly vms: readonly HeldVm[]
}

/** UUIDs of all VMs that clusters have. */
export function vmUuidsIn(answered: readonly ClusterAnswers[]): Set<string> {
  return new Set(
    answered.flatMap(({ rows }) =>
      (rows.vms?.filter(row => row['controllerVm'] !== true) ?? rows.configurations ?? []).flatMap(
        row => uuidIn(row, 'uuid') ?? []
      )
    )
  )
}

/** Those that can be there when the estate is started; why others cannot is noted for each domain. */
export function carriedSnapshots(
  { fixture, answers }: NamedCluster,
  sites: readonly FoundSite[],
  vms: ReadonlySet<string>,
  notes: Notes
): CarriedSnapshot[] {
  const leading = new Set(
    sites.flatMap(({ from, to, row }) =>
      from.fixture === fixture && to !== undefined ? (textIn(row, 'name') ?? []) : []
    )
  )
  const left = new Map<string, number>()
  const carried = (answers.rows.snapshots ?? []).flatMap((row): CarriedSnapshot[] => {
    if (textIn(row, 'located_remote_site_name') !== undefined) return [] // another cluster holds it
    const snapshot = snapshotOf(row, vms)
    const domain = textIn(row, 'protection_domain_name')
    const problem =
      snapshot === undefined
        ? 'which nobody could tell apart'
        : snapshot.from !== undefined && !leading.has(snapshot.from)
          ? `from ${snapshot.from}, which was not read`
          : snapshot.vms.length === 0
            ? 'none of whose VMs is on a cluster that was read'
            : undefined
    if (snapshot !== undefined && problem === undefined) return [snapshot]
    const key = `of protection domain ${domain}, ${problem}`
    left.set(key, (left.get(key) ?? 0) + 1)
    return []
  })
  for (const [which, count] of left) notes.notCarried.push(`${fixture.name}: ${count} snapshots ${which}`)
  return carried
}

function snapshotOf(row: Row, vms: ReadonlySet<string>): CarriedSnapshot | undefined {
  const [, from, number] = /^(?:(.+):)?(\d{1,12})$/.exec(textIn(row, 'snapshot_id') ?? '') ?? []
  const takenAt = countIn(row, 1, 'snapshot_create_time_usecs')
  const domain = textIn(row, 'protection_domain_name')
  const id = Number(number ?? 0)
  if (id === 0 || takenAt === undefined || domain === undefined) return undefined
  return { row, takenAt, id, from, domain, vms: listIn(row, 'vms').flatMap(vm => vmOf(vm, vms) ?? []) }
}

function vmOf(row: Row, vms: ReadonlySet<string>): HeldVm | undefined {
  const uuid = uuidIn(row, 'vm_id')
  if (uuid === undefined || !vms.has(uuid)) return undefined
  return known<HeldVm>({
    uuid,
    name: textIn(row, 'vm_name'),
    handle: countIn(row, 0, 'vm_handle'),
    consistencyGroup: textIn(row, 'consistency_group'),
    power: textIn(row, 'vm_power_state_on_recovery')?.toLowerCase().endsWith('on') === true ? 'on' : 'off',
    appConsistent: row['app_consistent_snapshots'] === true ? true : undefined
  })
}

const placeOf = ({ domain, from = '' }: CarriedSnapshot): string => `${domain}/${from}`
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** Oldest first. Their ages are those beside the newest snapshot of the estate, which is as old as the lab. */
export function snapshotFixtures(snapshots: readonly CarriedSnapshot[], newest: number): SnapshotFixture[] {
  return [...snapshots]
    .sort((a, b) => a.takenAt - b.takenAt || compare(placeOf(a), placeOf(b)) || a.id - b.id)
    .map(({ row, takenAt, id, from, domain, vms }) => {
      const expiry = countIn(row, 1, 'snapshot_expiry_time_usecs')
      const ids: unknown = row['oob_schedule_ids']
      const oneTimeId: unknown = Array.isArray(ids) ? ids[0] : undefined
      const kept = expiry === undefined && textIn(row, 'state') === 'AVAILABLE'
      const sites: readonly unknown[] = Array.isArray(row['remote_site_names']) ? row['remote_site_names'] : []
      return known<SnapshotFixture>({
        domain,
        id,
        from,
        ageUsecs: newest - takenAt,
        expiresInUsecs: expiry === undefined ? undefined : expiry - newest,
        oneTime: typeof oneTimeId === 'number' || kept ? true : undefined,
        oneTimeId: typeof oneTimeId === 'number' ? oneTimeId : undefined,
        remoteSites: sites.length > 0 ? sites.map(String) : undefined,
        sizeBytes: Math.max(0, numberIn(row, 'size_in_bytes') ?? 0),
        exclusiveBytes: countIn(row, 0, 'exclusive_usage_in_bytes'),
        vms: [...vms]
      })
    })
}
