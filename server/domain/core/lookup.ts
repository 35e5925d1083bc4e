/** Finding things in a world by the names that people give them, and refusing where there is nothing. */
import { Refusal, required } from './refusal.js'
import type {
  Cluster,
  Host,
  Lane,
  Link,
  Migration,
  Network,
  ProgressMonitor,
  ProtectionDomain,
  RemoteSite,
  Schedule,
  Snapshot,
  StorageContainer,
  User,
  View,
  Vm,
  World
} from './world.js'

/**
 * An own entry of a record of data: `constructor` and its like are not names. What every record inherits are functions
 * and the prototype itself, which no world holds; telling them by that is twice as fast as asking for own properties.
 */
export function getOwn<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  const value = record[key]
  return typeof value === 'function' || value === Object.prototype ? undefined : value
}

export function clusterOf(world: View<World>, name: string): View<Cluster> {
  const cluster = getOwn(world.clusters, name)
  if (cluster === undefined) throw new Refusal('cluster/not-found', `There is no cluster ${name}`)
  return cluster
}

/** Refuses an id that is not the cluster's own: its UUID, or `<uuid>::<number>`. */
export function knownCluster(cluster: View<Cluster>, id: string): void {
  const known = id === cluster.uuid || id === `${cluster.uuid}::${cluster.id}`
  if (!known) throw new Refusal('cluster/not-found', `Cluster ${id} does not exist`)
}

/** What Prism calls the cluster: a client may rename it, and the emulator knows it by its first name. */
export function clusterTitle(cluster: View<Cluster>): string {
  return cluster.configuration.displayName ?? cluster.name
}

export function domainOf(cluster: View<Cluster>, name: string): View<ProtectionDomain> {
  const domain = getOwn(cluster.protectionDomains, name)
  if (domain === undefined) throw new Refusal('protection-domain/not-found', `Protection domain ${name} does not exist`)
  return domain
}

export function remoteSiteOf(cluster: View<Cluster>, name: string): View<RemoteSite> {
  return required(getOwn(cluster.remoteSites, name), 'remote-site/not-found', `Remote site ${name} does not exist`)
}

/** The UUID of an entity that a client names by it, or by `<cluster uuid>::<uuid>`. */
export function entityUuid(identifier: string): string {
  return identifier.slice(identifier.lastIndexOf(':') + 1)
}

export function vmOf(cluster: View<Cluster>, uuid: string): View<Vm> {
  return required(getOwn(cluster.vms, uuid), 'vm/not-found', `VM with UUID ${uuid} does not exist on ${cluster.name}`)
}

/**
 * What is registered under the UUID that a snapshot knows it by, or came from the cluster of another hypervisor, where
 * it had that UUID, and has one of its own here.
 */
export function registeredAs<T extends { readonly uuid: string; readonly formerUuid?: string }>(
  registered: Readonly<Record<string, T>>,
  uuid: string
): T | undefined {
  return getOwn(registered, uuid) ?? Object.values(registered).find(({ formerUuid }) => formerUuid === uuid)
}

export function userOf(cluster: View<Cluster>, username: string): View<User> {
  return required(getOwn(cluster.users, username), 'user/not-found', `User ${username} does not exist`)
}

/** By its UUID, or by `<cluster uuid>::<number>`. */
export function hostOf(cluster: View<Cluster>, id: string): View<Host> {
  const host = cluster.hosts.find(({ uuid, number }) => id === uuid || id === `${cluster.uuid}::${number}`)
  return required(host, 'host/not-found', `Host ${id} does not exist on ${cluster.name}`)
}

/** Whether VMs can run on a host, and replication by it: it is neither lost nor in maintenance. */
export function serves(host: View<Host>): boolean {
  return host.lost !== true && !host.inMaintenance
}

export function vmsNamed(cluster: View<Cluster>, name: string): View<Vm>[] {
  return Object.values(cluster.vms).filter(vm => vm.name === name)
}

/** Things by what they have in common, in their order: looked through once, however many are asked for afterwards. */
export function groupedBy<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [thing])
    else group.push(thing)
  }
  return groups
}

export function containerNamed(cluster: View<Cluster>, name: string): View<StorageContainer> | undefined {
  for (const container of cluster.containers) if (container.name === name) return container
  return undefined
}

export function networkOf(cluster: View<Cluster>, uuid: string): View<Network> {
  return required(
    cluster.networks.find(network => network.uuid === uuid),
    'network/not-found',
    `Network ${uuid} does not exist on ${cluster.name}`
  )
}

/** By its UUID, or by `<cluster uuid>::<number>`. */
export function containerOf(cluster: View<Cluster>, identifier: string): View<StorageContainer> {
  return required(
    cluster.containers.find(({ uuid, number }) => identifier === uuid || identifier === `${cluster.uuid}::${number}`),
    'storage-container/not-found',
    `Storage container ${identifier} does not exist on ${cluster.name}`
  )
}

export function networkNamed(cluster: View<Cluster>, name: string): View<Network> | undefined {
  return cluster.networks.find(network => network.name === name)
}

/** How a cluster names a snapshot: bare where it was taken, `<prefix>:<id>` where it was received [C: recorded, AOS 6.8.1; solutions-euc]. */
export function snapshotName(snapshot: { readonly id: number; readonly prefix: string | null }): string {
  return snapshot.prefix === null ? String(snapshot.id) : `${snapshot.prefix}:${snapshot.id}`
}

export function snapshotNamed(domain: View<ProtectionDomain>, name: string): View<Snapshot> {
  return required(
    domain.snapshots.find(snapshot => snapshotName(snapshot) === name),
    'snapshot/not-found',
    `Snapshot ${name} of protection domain ${domain.name} does not exist`
  )
}

export function snapshotOf(domain: View<ProtectionDomain>, origin: string, id: number): View<Snapshot> | undefined {
  for (const snapshot of domain.snapshots) if (snapshot.id === id && snapshot.origin === origin) return snapshot
  return undefined
}

export function linkKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}

/** Whether a link is the one between two clusters. */
export function joins(link: View<Link>, a: string, b: string): boolean {
  return (link.a === a && link.b === b) || (link.a === b && link.b === a)
}

/** Looked for among the few that there are: to make a key takes longer, and the lanes are asked for ten times a snapshot. */
export function linkBetween({ links }: View<World>, a: string, b: string): View<Link> | undefined {
  for (const key in links) {
    const link = links[key]
    if (link !== undefined && joins(link, a, b)) return link
  }
  return undefined
}

export function laneBetween(world: View<World>, from: string, to: string): View<Lane> | undefined {
  const link = linkBetween(world, from, to)
  return link === undefined ? undefined : getOwn(link.lanes, from)
}

/** The cluster that an address names: its VIP, its Host name, or one that is known to be its own. */
export function clusterAt(
  world: View<World>,
  address: string,
  owners?: View<Record<string, string>>
): View<Cluster> | undefined {
  const { clusters } = world
  for (const name in clusters) {
    const cluster = clusters[name]
    if (cluster !== undefined && (cluster.vip === address || name === address)) return cluster
  }
  const owner = owners === undefined ? undefined : getOwn(owners, address)
  return owner === undefined ? undefined : getOwn(clusters, owner)
}

/** Refuses while a change of mode, a restore or the removal of a domain is under way, or nobody is there to do anything. */
export function refuseIfBusy(cluster: View<Cluster>, domain: View<ProtectionDomain>): void {
  if (cluster.replicationService === 'down') {
    throw new Refusal(
      'protection-domain/service-down',
      `Failed to determine the Cerebro master instance on ${cluster.name}`
    )
  }
  if (domain.removedAt !== null) {
    throw new Refusal('protection-domain/busy', `Protection domain ${domain.name} is marked for removal`)
  }
  if (domain.change !== null) {
    throw new Refusal(
      'protection-domain/busy',
      `Mode change for protection domain ${domain.name} failed with error: kAlreadyInProgress: a change of mode is in progress on ${cluster.name}`
    )
  }
}

/** A migration to this cluster, and the side that it leaves, by the monitor that this cluster shows of it. */
export function migrationMonitoredBy(
  world: View<World>,
  here: View<Cluster>,
  monitor: View<ProgressMonitor>
):
  | { readonly source: View<Cluster>; readonly domain: View<ProtectionDomain>; readonly change: View<Migration> }
  | undefined {
  for (const source of Object.values(world.clusters)) {
    const domain = getOwn(source.protectionDomains, monitor.domain)
    const change = domain?.change
    if (domain === undefined || change?.kind !== 'migrate') continue
    if (change.target === here.name && change.targetMonitorId === monitor.id) return { source, domain, change }
  }
  return undefined
}

/** Which container of this cluster holds what the origin of a snapshot kept in a container. */
export function containerHere(snapshot: View<Snapshot>, here: View<Cluster>, container: string): string {
  if (snapshot.containers === null || snapshot.origin === here.name) return container
  return getOwn(snapshot.containers, container) ?? container
}

export function scheduleOf(domain: View<ProtectionDomain>, id: string): View<Schedule> {
  for (const schedule of domain.schedules) if (schedule.id === id) return schedule
  throw new Refusal('schedule/not-found', `Schedule ${id} of protection domain ${domain.name} does not exist`)
}
