/** What commands by chance are chosen with: where one is given, and the means to choose its arguments. */
import type {
  ClientCommand,
  Cluster,
  Command,
  ControlCommand,
  Instant,
  ProtectionDomain,
  View,
  World
} from '../../domain/core/index.js'
import { instant, seconds, snapshotName } from '../../domain/core/index.js'
import type { Random } from '../random.js'

/** Where the command is given, and the means to choose its arguments. */
export interface About {
  random: Random
  world: View<World>
  here: View<Cluster>
  on: { cluster: string; user: string }
  /** A domain of the cluster, mostly; its name is used even where it is not there. */
  name: string
  domain: View<ProtectionDomain> | undefined
}

/** What somebody may ask for, on either of the two APIs. */
export type GivenType = (ClientCommand | ControlCommand)['type']

/** Whether a command can be about a domain. */
export type Fits = (domain: View<ProtectionDomain>, here: View<Cluster>) => boolean

export interface Kind {
  /** How often it is given, among the others of its family. */
  weight: number
  fits?: Fits
  give: (about: About) => Command
}

export type KindsOf = { [K in GivenType]?: Kind }

export const DOMAINS = ['gold', 'silver', 'bronze']
export const JUNK = ['', 'nothing', 'constructor', '__proto__', 'a/b', ' gold', '42']
/** How rarely an argument names nothing that is there. */
export const JUNK_SHARE = 0.05

export const anything: Fits = () => true
export const active: Fits = domain => domain.active && domain.removedAt === null
export const scheduled: Fits = domain => domain.schedules.length > 0
export const snapped: Fits = domain => domain.snapshots.length > 0
export const metro: Fits = domain => domain.metro !== null
export const sending: Fits = domain => Object.values(domain.outgoing).some(({ current }) => current !== null)
export const grouped: Fits = (_, here) => Object.keys(here.volumeGroups).length > 0

export function oneOf<T>(a: About, values: readonly T[] | undefined, otherwise: T): T {
  return values === undefined || values.length === 0 || a.random.chance(JUNK_SHARE) ? otherwise : a.random.pick(values)
}

export function orJunk(a: About, value: string): string {
  return a.random.chance(JUNK_SHARE) ? a.random.pick(JUNK) : value
}

export function otherName(a: About): string {
  return oneOf(
    a,
    Object.keys(a.world.clusters).filter(name => name !== a.here.name),
    'atlantis'
  )
}

export function siteNames(a: About): string[] {
  return Object.keys(a.here.remoteSites)
}

export function siteName(a: About): string {
  return oneOf(a, siteNames(a), 'nowhere')
}

export function vmUuid(a: About): string {
  return oneOf(a, Object.keys(a.here.vms), 'ghost')
}

export function seen(a: About): number | null {
  return a.random.chance(0.9) ? null : a.random.below(4)
}

export function containerUuid(a: About): string {
  return oneOf(
    a,
    a.here.containers.map(({ uuid }) => uuid),
    'none'
  )
}

export /** Mostly near, on either side of now. */
function someInstant(a: About): Instant {
  return instant(a.world.now + seconds(a.random.pick([-86_400, -600, -1, 0, 1, 59, 600, 3600, 40_000, 2_000_000])))
}

export function snapshotId(a: About): string {
  return oneOf(a, a.domain?.snapshots.map(snapshotName), '7')
}

export function hostUuid(a: About): string {
  return oneOf(
    a,
    a.here.hosts.map(({ uuid }) => uuid),
    'ghost'
  )
}
