/** Deletes snapshots of a domain, here or at its remote sites. */
import { askV1 } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { Confirm } from '../../parts/Confirm.js'

type Snapshot = Schemas['Snapshot']

interface DeleteSnapshotsProps {
  readonly domain: string
  /** One at least; all of them here, or all at remote sites. */
  readonly snapshots: readonly Snapshot[]
  readonly onClose: () => void
}

export function DeleteSnapshots({ domain, snapshots, onClose }: DeleteSnapshotsProps) {
  const sites = [...new Set(snapshots.map(each => each.located_remote_site_name ?? ''))]
  const ids = snapshots.map(each => each.snapshot_id ?? '')
  const where = sites.map(site => (site === '' ? 'on this cluster' : `at ${site}`)).join(' and ')
  const [one] = ids
  const what = ids.length === 1 ? `Snapshot ${one ?? ''} is` : `${ids.length} snapshots are`
  return (
    <Confirm
      title={ids.length === 1 ? 'Delete Snapshot' : 'Delete Snapshots'}
      text={`${what} deleted ${where}. Copies elsewhere stay.`}
      verb="Delete"
      onClose={onClose}
      work={async () => {
        for (const site of sites) {
          const there = snapshots.filter(each => (each.located_remote_site_name ?? '') === site)
          await removeSnapshots(
            domain,
            site,
            there.map(each => each.snapshot_id ?? '')
          )
        }
      }}
    />
  )
}

/** All of them or none, of one place; `site` is empty for this cluster. */
async function removeSnapshots(domain: string, site: string, ids: readonly string[]): Promise<void> {
  if (site === '')
    await askV1('POST', `/protection_domains/${encodeURIComponent(domain)}/dr_snapshots/remove_list`, ids)
  else
    await askV1('POST', `/remote_sites/${encodeURIComponent(site)}/dr_snapshots/remove_list`, {
      drSnapshotIdsMap: { [domain]: ids }
    })
}
