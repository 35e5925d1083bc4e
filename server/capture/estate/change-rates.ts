/**
 * How much VMs write, estimated. A snapshot that stands between two others holds what was written before it and overwritten after
 * it: no more than the shorter of the two spans brought. EMU: taken for all of it; what the VMs' own figures say counts where there
 * is no such snapshot, and says how a domain's bytes are shared among its VMs.
 */
import type { Row } from '../../reading/index.js'
import { listIn, numberIn, objectIn, textIn } from '../answers.js'
import type { ClusterAnswers } from '../answers.js'
import { uuidIn } from './cluster.js'

/** Figures of bandwidth have this unit, so that an estimate has no smaller one. */
const BYTES_PER_UNIT = 1000
const USECS_PER_SECOND = 1_000_000

/** Bytes per second by the UUID of a VM that runs. Of those that do not, nobody can tell. `snapshots` are those that are carried. */
export function changeRates({ rows }: ClusterAnswers, snapshots: readonly Row[]): Map<string, number> {
  const running = new Map(
    (rows.vms ?? []).flatMap(row => {
      const uuid = uuidIn(row, 'uuid')
      return uuid === undefined || textIn(row, 'powerState') !== 'on' ? [] : [[uuid, row] as const]
    })
  )
  const rates = new Map<string, number>()
  for (const [uuid, row] of running) {
    const kiloBytes = numberIn(objectIn(row, 'stats'), 'controller_write_io_bandwidth_kBps') ?? 0
    if (kiloBytes > 0) rates.set(uuid, kiloBytes * BYTES_PER_UNIT)
  }
  for (const domain of rows.domains ?? []) {
    const total = domainRate(snapshots, textIn(domain, 'name'))
    if (domain['active'] !== true || total === undefined || total < BYTES_PER_UNIT) continue
    const members = listIn(domain, 'vms').flatMap(vm => uuidIn(vm, 'vm_id') ?? [])
    shareOut(
      total,
      members.filter(uuid => running.has(uuid)),
      rates
    )
  }
  return rates
}

/** Bytes per second of a whole domain: the median of what its snapshots tell. */
function domainRate(snapshots: readonly Row[], domain: string | undefined): number | undefined {
  const taken = snapshots
    .filter(row => textIn(row, 'protection_domain_name') === domain)
    .flatMap(row => {
      const at = numberIn(row, 'snapshot_create_time_usecs')
      return at === undefined ? [] : [{ at, bytes: numberIn(row, 'exclusive_usage_in_bytes') }]
    })
    .sort((a, b) => a.at - b.at)
  const rates = taken.flatMap(({ at, bytes }, index) => {
    const after = taken[index + 1]
    if (after === undefined || bytes === undefined) return []
    const before = taken[index - 1]?.at ?? -Infinity
    const span = Math.min(at - before, after.at - at) / USECS_PER_SECOND
    return span > 0 ? [bytes / span] : []
  })
  return rates.sort((a, b) => a - b)[Math.floor((rates.length - 1) / 2)]
}

/** By what the VMs' own figures say, or evenly where those say nothing. */
function shareOut(total: number, vms: readonly string[], rates: Map<string, number>): void {
  const sum = vms.reduce((all, uuid) => all + (rates.get(uuid) ?? 0), 0)
  if (Math.abs(sum - total) <= (vms.length * BYTES_PER_UNIT) / 2) return // it is shared out already, but for what figures round off
  const shares = vms.map(uuid => (sum > 0 ? (rates.get(uuid) ?? 0) / sum : 1 / vms.length))
  for (const [index, uuid] of vms.entries()) {
    const rate = Math.round((total * (shares[index] ?? 0)) / BYTES_PER_UNIT) * BYTES_PER_UNIT
    if (rate > 0) rates.set(uuid, rate)
    else rates.delete(uuid)
  }
}
