/** France and Canada for tests of rules: a hundred bytes a second between them, and VMs of some thousand bytes. */
import { alertText } from '../../server/domain/notices/alerts.js'
import { getOwn, snapshotName } from '../../server/domain/core/lookup.js'
import { instant, seconds } from '../../server/domain/core/time.js'
import type { Instant } from '../../server/domain/core/time.js'
import type {
  Cluster,
  Keep,
  Outgoing,
  ProtectionDomain,
  Replication,
  Settings,
  Snapshot,
  View,
  Vm,
  World
} from '../../server/domain/core/world.js'
import { Engine } from '../../server/engine/engine.js'
import type { ClusterFixture, VmFixture } from '../../server/seed/fixture.js'
import { worldOf } from '../../server/seed/world.js'
import type { Command, DomainEvent } from '../../server/domain/core/tables/vocabulary.js'

/** Monday 2024-01-15T10:00:00Z. */
export const START = instant(Date.UTC(2024, 0, 15, 10) * 1000)

export const HOUR = 3600
export const DAY = 24 * HOUR

export function at(secondsAfterStart: number): Instant {
  return instant(START + seconds(secondsAfterStart))
}

/** Whoever gives a command on a side need not say where, or who he is. */
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never
export type ClientRequest = Without<Extract<Command, { cluster: string }>, 'cluster' | 'user'>

export interface Options {
  settings?: Partial<Settings>
  vms?: VmFixture[]
  france?: Partial<ClusterFixture>
  canada?: Partial<ClusterFixture>
  bandwidthBytesPerSecond?: number
  latencyMilliseconds?: number
  /** By cluster, the VM that everything passes through. */
  gateways?: Record<string, string>
  /** False leaves out both remote sites. */
  sites?: boolean
}

/** 6000 bytes, one more each second. */
const WEB: VmFixture = { name: 'web', changeBytesPerSecond: 1, disks: [{ sizeBytes: 10_000, usedBytes: 6_000 }] }
/** 3000 bytes that nobody changes. */
const APP: VmFixture = { name: 'app', disks: [{ sizeBytes: 5_000, usedBytes: 3_000 }] }

export class TwoSites {
  readonly engine: Engine
  readonly france: Side
  readonly canada: Side

  constructor(options: Options = {}) {
    const {
      settings = {},
      vms = [WEB, APP],
      france = {},
      canada = {},
      bandwidthBytesPerSecond = 100,
      latencyMilliseconds = 0,
      gateways
    } = options
    const world = worldOf(
      {
        seed: 'test',
        settings,
        clusters: [
          {
            name: 'france',
            vip: '10.0.0.1',
            subnet: '10.0.0.0/24',
            networks: [{ name: 'base', vlanId: 0 }],
            containers: [{ name: 'pool' }],
            vms,
            ...france
          },
          {
            name: 'canada',
            vip: '10.0.1.1',
            subnet: '10.0.1.0/24',
            networks: [{ name: 'base', vlanId: 0 }],
            containers: [{ name: 'pool' }],
            ...canada
          }
        ],
        links: [
          {
            between: ['france', 'canada'],
            bandwidthBitsPerSecond: bandwidthBytesPerSecond * 8,
            latencyMilliseconds,
            ...(gateways !== undefined && { gateways })
          }
        ]
      },
      START
    )
    this.engine = new Engine(world)
    this.france = new Side(this, 'france')
    this.canada = new Side(this, 'canada')
    if (options.sites === false) return
    this.france.do({ type: 'add-remote-site', site: siteRequest('canada', '10.0.1.1') })
    this.canada.do({ type: 'add-remote-site', site: siteRequest('france', '10.0.0.1') })
  }

  get world(): View<World> {
    return this.engine.world
  }

  /** Seconds since the start. */
  get now(): number {
    return sinceStart(this.world.now)
  }

  /** Gives a command that belongs to no side. */
  do(command: Command): readonly DomainEvent[] {
    return this.engine.dispatch(command)
  }

  pass(duration: number): void {
    this.engine.advanceTo(instant(this.world.now + seconds(duration)))
  }

  /** Lets time pass until a second after the start. */
  until(second: number): void {
    this.engine.advanceTo(at(second))
  }

  cut(up = false): void {
    this.do({ type: 'change-link', a: 'france', b: 'canada', change: { from: null, up } })
  }
}

export class Side {
  constructor(
    readonly lab: TwoSites,
    readonly name: string
  ) {}

  get cluster(): View<Cluster> {
    const cluster = this.lab.world.clusters[this.name]
    if (cluster === undefined) throw new Error(`No cluster ${this.name}`)
    return cluster
  }

  do(command: ClientRequest): readonly DomainEvent[] {
    return this.lab.engine.dispatch({ cluster: this.name, user: 'admin', ...command } as Command)
  }

  /** Makes a domain of VMs; without an interval, one that has no schedule. */
  protect(names: readonly string[], hourly?: { local?: number; remote?: number }, name = 'gold'): void {
    this.do({ type: 'create-protection-domain', name, annotations: [] })
    if (names.length > 0) this.do(protecting(names, name))
    if (hourly !== undefined) this.do(hourlySchedule(name, this.name === 'france' ? 'canada' : 'france', hourly))
  }

  /** Takes a snapshot in a second's time, and sends it. */
  snapshot(remoteSites: readonly string[] = [], retentionSeconds: number | null = null, name = 'gold'): void {
    this.do({ type: 'add-one-time-schedule', name, at: null, appConsistent: false, remoteSites, retentionSeconds })
  }

  domain(name = 'gold'): View<ProtectionDomain> {
    const domain = getOwn(this.cluster.protectionDomains, name)
    if (domain === undefined) throw new Error(`No domain ${name} on ${this.name}`)
    return domain
  }

  has(name = 'gold'): boolean {
    return getOwn(this.cluster.protectionDomains, name) !== undefined
  }

  /** As this side names them, oldest first. */
  snapshotNames(name = 'gold'): string[] {
    return this.domain(name).snapshots.map(snapshotName)
  }

  /** When they were taken, in seconds since the start. */
  snapshotTimes(name = 'gold'): number[] {
    return this.domain(name).snapshots.map(snapshot => sinceStart(snapshot.createdAt))
  }

  newest(name = 'gold'): View<Snapshot> {
    const newest = this.domain(name).snapshots.at(-1)
    if (newest === undefined) throw new Error(`No snapshot of ${name} on ${this.name}`)
    return newest
  }

  outgoing(name = 'gold'): View<Outgoing> | undefined {
    return Object.values(this.domain(name).outgoing)[0]
  }

  sending(name = 'gold'): View<Replication> {
    const current = this.outgoing(name)?.current
    if (current == null) throw new Error(`${name} on ${this.name} sends nothing`)
    return current
  }

  vms(): View<Vm>[] {
    return Object.values(this.cluster.vms)
  }

  vm(name: string): View<Vm> {
    const vm = this.vms().find(each => each.name === name)
    if (vm === undefined) throw new Error(`No VM ${name} on ${this.name}`)
    return vm
  }

  mark(vm: string, mark: string, bytes = 0): void {
    this.do({ type: 'write-mark', vm: this.vm(vm).uuid, mark, bytes })
  }

  marks(vm: string): string[] {
    return this.vm(vm).content.marks.map(mark => mark.name)
  }

  power(vm: string, transition: string): void {
    this.do({ type: 'set-power-state', vm: this.vm(vm).uuid, transition, host: null })
  }

  /** What the alerts of a type say, oldest first. */
  texts(type: string): string[] {
    return this.cluster.alerts.filter(alert => alert.type === type).map(alertText)
  }

  /** Types of the alerts that were raised, oldest first. */
  alerts(): string[] {
    return this.cluster.alerts.map(alert => alert.type)
  }
}

export function sinceStart(when: Instant): number {
  return (when - START) / 1_000_000
}

export function protecting(
  names: readonly string[],
  name = 'gold',
  change: Partial<Extract<ClientRequest, { type: 'protect-vms' }>> = {}
): ClientRequest {
  return {
    type: 'protect-vms',
    name,
    names,
    uuids: [],
    consistencyGroup: null,
    appConsistent: false,
    ignoreDuplicateOrMissing: false,
    ...change
  }
}

export function keep(count: number): Keep {
  return { count, unit: 'NUM_SNAPSHOTS' }
}

export function hourlySchedule(
  name: string,
  site: string,
  { local = 2, remote }: { local?: number; remote?: number }
): Extract<ClientRequest, { type: 'add-schedule' }> {
  return {
    type: 'add-schedule',
    name,
    schedule: {
      recurrence: { type: 'HOURLY', everyNth: 1, startAt: null, endAt: null, values: [], timezoneOffsetSeconds: 0 },
      suspended: false,
      appConsistent: false,
      retention: { local: keep(local), remote: remote === undefined ? {} : { [site]: keep(remote) } }
    }
  }
}

/** Nothing is compressed, so that the arithmetic of a test can be done in one's head. */
export function siteRequest(
  name: string,
  address: string,
  change: Partial<Extract<ClientRequest, { type: 'add-remote-site' }>['site']> = {}
): Extract<ClientRequest, { type: 'add-remote-site' }>['site'] {
  return {
    name,
    addresses: { [address]: 2020 },
    capabilities: null,
    containerMap: null,
    networkMap: null,
    compression: false,
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: null,
    bandwidthPolicy: null,
    maxBytesPerSecond: null,
    ...change
  }
}
