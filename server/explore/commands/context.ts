/** Context of random command generation: cluster, domain, world and random source, with helpers to pick arguments. */
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
export interface CommandContext {
  random: Random
  world: View<World>
  here: View<Cluster>
  on: { cluster: string; user: string }
  /** A domain of the cluster, mostly; its name is used even where it is not there. */
  name: string
  domain: View<ProtectionDomain> | undefined
}

/** What somebody may ask for, on either of the two APIs. */
export type ExternalCommandType = (ClientCommand | ControlCommand)['type']

/** Whether a command can be about a domain. */
export type Fits = (domain: View<ProtectionDomain>, here: View<Cluster>) => boolean

export interface Kind {
  /** How often it is given, among the others of its family. */
  weight: number
  fits?: Fits
  make: (context: CommandContext) => Command
}

export type KindsOf = { [K in ExternalCommandType]?: Kind }

export const DOMAINS = ['gold', 'silver', 'bronze']
export const INVALID_VALUES = ['', 'nothing', 'constructor', '__proto__', 'a/b', ' gold', '42']
/** How rarely an argument names nothing that is there. */
export const INVALID_SHARE = 0.05

export const anything: Fits = () => true
export const active: Fits = domain => domain.active && domain.removedAt === null
export const scheduled: Fits = domain => domain.schedules.length > 0
export const snapped: Fits = domain => domain.snapshots.length > 0
export const metro: Fits = domain => domain.metro !== null
export const sending: Fits = domain => Object.values(domain.outgoing).some(({ current }) => current !== null)
export const grouped: Fits = (_, here) => Object.keys(here.volumeGroups).length > 0

export function oneOf<T>(a: CommandContext, values: readonly T[] | undefined, otherwise: T): T {
  return values === undefined || values.length === 0 || a.random.chance(INVALID_SHARE)
    ? otherwise
    : a.random.pick(values)
}

export function orInvalid(a: CommandContext, value: string): string {
  return a.random.chance(INVALID_SHARE) ? a.random.pick(INVALID_VALUES) : value
}

export function otherName(a: CommandContext): string {
  return oneOf(
    a,
    Object.keys(a.world.clusters).filter(name => name !== a.here.name),
    'atlantis'
  )
}

export function siteNames(a: CommandContext): string[] {
  return Object.keys(a.here.remoteSites)
}

export function siteName(a: CommandContext): string {
  return oneOf(a, siteNames(a), 'nowhere')
}

export function vmUuid(a: CommandContext): string {
  return oneOf(a, Object.keys(a.here.vms), 'ghost')
}

export function seen(a: CommandContext): number | null {
  return a.random.chance(0.9) ? null : a.random.below(4)
}

export function containerUuid(a: CommandContext): string {
  return oneOf(
    a,
    a.here.containers.map(({ uuid }) => uuid),
    'none'
  )
}

export /** Mostly near, on either side of now. */
function someInstant(a: CommandContext): Instant {
  return instant(a.world.now + seconds(a.random.pick([-86_400, -600, -1, 0, 1, 59, 600, 3600, 40_000, 2_000_000])))
}

export function snapshotId(a: CommandContext): string {
  return oneOf(a, a.domain?.snapshots.map(snapshotName), '7')
}

export function hostUuid(a: CommandContext): string {
  return oneOf(
    a,
    a.here.hosts.map(({ uuid }) => uuid),
    'ghost'
  )
}
