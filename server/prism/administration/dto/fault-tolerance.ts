/**
 * How many failures a cluster survives, as the wire shows it. EMU: a host that is down takes its copies with it, and they are
 * not made anew while it is; the product makes them within hours.
 */
import { poolCapacity, redundancyFactor, storedIn } from '../../../domain/storage/index.js'
import type { Cluster, PhysicalDisk, View, World } from '../../../domain/core/index.js'
import { figureInstant } from '../../core/index.js'
import type { Model } from '../../core/index.js'
import { places } from '../../inventory/index.js'

/** What may fail, in the order in which clients are told. */
export const failureDomains = ['NODE', 'DISK', 'RACKABLE_UNIT', 'RACK'] as const

type FailureDomain = (typeof failureDomains)[number]

/** What keeps copies in different places. Of disks alone the first three are not told [K: a report that counts five]. */
const components = [
  'STARGATE_HEALTH',
  'ZOOKEEPER',
  'STATIC_CONFIGURATION',
  'METADATA',
  'OPLOG',
  'EXTENT_GROUPS',
  'ERASURE_CODE_STRIP_SIZE',
  'FREE_SPACE'
] as const

type Component = (typeof components)[number]

const COMPONENTS_OF_HOSTS = 3

const nouns: Readonly<Record<FailureDomain, string>> = {
  NODE: 'node',
  DISK: 'disk',
  RACKABLE_UNIT: 'block',
  RACK: 'rack'
}

/** Disks that fail together. */
interface FailureUnit {
  readonly bytes: number
  readonly lost: boolean
}

export function faultToleranceDto(
  world: View<World>,
  here: View<Cluster>,
  domain: FailureDomain
): Model<'DomainFaultTolerance'> {
  const selected = components.slice(domain === 'DISK' ? COMPONENTS_OF_HOSTS : 0)
  const tolerable = toleranceOf(world, here, domain)
  return {
    domain_type: domain,
    component_fault_tolerance_status: Object.fromEntries(
      selected.map(component => [component, componentDto(world, domain, component, tolerable(component))])
    ),
    cluster_under_replicated_data_bytes: bytesDown(world, here),
    cluster_non_fault_tolerant_entries: 0
  }
}

function toleranceOf(world: View<World>, here: View<Cluster>, domain: FailureDomain): (of: Component) => number {
  const all = failureUnits(here, domain)
  const up = all.filter(({ lost }) => !lost)
  const wanted = redundancyFactor(here) - 1
  const copies = Math.max(0, Math.min(wanted, majority(all.length)) - (all.length - up.length))
  return component => {
    if (component === 'STATIC_CONFIGURATION') return Math.min(wanted, majority(up.length))
    if (component === 'FREE_SPACE')
      return Math.min(copies, failuresTolerated(up, storedIn(here, figureInstant(world)).physical))
    return copies
  }
}

/** How many of so many may fail while most are left. */
const majority = (of: number): number => Math.max(0, Math.floor((of - 1) / 2))

/** How many may fail, the largest first, while the others have room for all that is stored. */
function failuresTolerated(up: readonly FailureUnit[], stored: number): number {
  let free = up.reduce((bytes, failing) => bytes + failing.bytes, 0) - stored
  const largestFirst = up.map(({ bytes }) => bytes).sort((a, b) => b - a)
  const kept = largestFirst.findIndex(bytes => (free -= bytes) < 0)
  return kept === -1 ? largestFirst.length : kept
}

/** EMU: all hosts stand in one rack. */
function failureUnits(here: View<Cluster>, domain: FailureDomain): FailureUnit[] {
  const size = { NODE: 1, RACKABLE_UNIT: places.length, RACK: here.hosts.length }
  if (domain === 'DISK')
    return here.hosts.flatMap(({ disks, lost = false }) => disks.map(disk => ({ bytes: disk.sizeBytes, lost })))
  const groups: FailureUnit[] = []
  for (let first = 0; first < here.hosts.length; first += size[domain]) {
    const hosts = here.hosts.slice(first, first + size[domain])
    groups.push({
      bytes: bytesOf(hosts.flatMap(({ disks }) => disks)),
      lost: hosts.some(host => host.lost === true)
    })
  }
  return groups
}

const bytesOf = (disks: readonly View<PhysicalDisk>[]): number =>
  disks.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0)

/** What is stored lies on every disk in proportion to its size. */
function bytesDown(world: View<World>, here: View<Cluster>): number {
  const down = bytesOf(here.hosts.filter(host => host.lost === true).flatMap(({ disks }) => disks))
  return down === 0 ? 0 : Math.round((storedIn(here, figureInstant(world)).physical * down) / poolCapacity(here))
}

function componentDto(
  { now }: View<World>,
  domain: FailureDomain,
  component: Component,
  tolerable: number
): Model<'ComponentFaultTolerance'> {
  return {
    component_type: component,
    number_of_failures_tolerable: tolerable,
    details: tolerable > 0 ? null : { message: reasonFor(component, domain), attributes: {} },
    under_computation: false,
    last_updated_time_in_usecs: now
  }
}

/** Why a component tolerates no failure [C: recorded, the first two, of nodes; EMU: the others]. */
function reasonFor(component: Component, domain: FailureDomain): string {
  const noun = nouns[domain]
  if (component === 'STATIC_CONFIGURATION')
    return `Not enough ${noun}s${noun === 'node' ? ' (hosts)' : ''} in the cluster`
  if (component === 'FREE_SPACE') return `Cluster does not have enough capacity to tolerate a ${noun} failure`
  return `${component} cannot tolerate a ${noun} failure`
}
