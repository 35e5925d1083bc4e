/** What the chapters share: who takes part, what they write, and what a fail-over made of it. */
import { known } from './calls.js'
import type { Model } from './calls.js'
import type { Site, Stage } from './stage.js'

export const DOMAIN = 'gold'
/** The guide's three VMs. */
const NAMES: readonly string[] = ['web01', 'app01', 'db01']
/** The guide's schedule keeps so many snapshots, here and there. */
export const KEEP = 2
export const HOUR_USECS = 3_600_000_000
/** The hourly schedule promises to lose no more than this. */
export const HOUR_SECONDS = 3600

export interface Vm {
  readonly name: string
  readonly uuid: string
  readonly usedBytes: number
  /** What it writes while it is on. */
  readonly bytesPerSecond: number
}

/** What one fail-over made of one VM: a row of the table at the end. */
export interface FailoverResult {
  readonly failover: string
  readonly vm: string
  readonly keptMarks: readonly string[]
  readonly lostMarks: readonly string[]
  readonly bytesLost: number
  /** How much older than the fail-over the data is. */
  readonly ageSeconds: number
}

export async function guideVms(stage: Stage): Promise<Vm[]> {
  const { vms } = await stage.control('get', '/clusters/{name}/vms', { path: { name: 'france' } })
  return NAMES.map(name => {
    const vm = known(
      vms.find(candidate => candidate.name === name),
      `VM ${name}`
    )
    const { uuid, used_bytes: usedBytes, change_rate_bytes_per_second: bytesPerSecond } = vm
    return { name, uuid, usedBytes, bytesPerSecond }
  })
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** What all of them write in a span of time. */
export function bytesWrittenDuring(vms: readonly Vm[], usecs: number): number {
  return sum(vms.map(vm => Math.floor((usecs / 1_000_000) * vm.bytesPerSecond)))
}

export async function domainAt(
  stage: Stage,
  site: Site,
  outcome?: (domain: Model<'ProtectionDomain'>) => string
): Promise<Model<'ProtectionDomain'>> {
  return stage.v2[site]('get', '/protection_domains/{name}', { path: { name: DOMAIN } }, outcome)
}

/** Snapshots that have not expired, newest first. */
export async function snapshotsAt(
  stage: Stage,
  site: Site,
  outcome?: (snapshots: Model<'Snapshot'>[]) => string
): Promise<Model<'Snapshot'>[]> {
  const unexpired = ({ entities }: { entities: Model<'Snapshot'>[] }): Model<'Snapshot'>[] =>
    entities.filter(({ state }) => state !== 'EXPIRED')
  const shortOutcome = outcome && ((answer: { entities: Model<'Snapshot'>[] }) => outcome(unexpired(answer)))
  return unexpired(
    await stage.v2[site]('get', '/protection_domains/{name}/dr_snapshots', { path: { name: DOMAIN } }, shortOutcome)
  )
}

/** Alerts of a site that have this title, newest first. */
export async function alertsAt(stage: Stage, site: Site, title: string): Promise<Model<'Alert'>[]> {
  const { entities } = await stage.v2[site]('get', '/alerts', {})
  return entities.filter(alert => alert.alert_title === title)
}

export const FULL_REPLICATION = 'Protection Domain Full Replication'
export const REPLICATION_FAILURE = 'Protection Domain Replication Failure'
