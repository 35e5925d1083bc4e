/** From a fixture to a world: clusters, hosts, VMs and links, then everything that had happened before the lab begins. */
import type { CommandOf, Gateway, Instant, Lane, Link, World } from '../domain/core/index.js'
import type { VmRequest } from '../domain/inventory/index.js'
import { newLane } from '../domain/links/index.js'
import { getOwn, instant, linkKey, seconds, zoneExists } from '../domain/core/index.js'
import { emptyLedger } from '../domain/ledger/index.js'
import { Engine, firstSecretOf, noSecretOf } from '../engine/index.js'
import { clusterOf, defaultContainer } from './cluster.js'
import * as defaults from './defaults.js'
import { FixtureError } from './fixture.js'
import type { Fixture, LinkFixture, UserFixture } from './fixture.js'
import { fileServerCommands, fileServerVmFixtures } from './file-servers.js'
import { addSnapshots } from './snapshots.js'
import { vmRequest } from './vms.js'
import { volumeGroupSeed } from './volume-groups.js'

/** Revisions below this are those of the seed itself. */
const FIRST_REVISION = 64
/** Revisions between the making of a world and its first command, so that identifiers are those of version 0.1, which gave one. */
const REVISIONS_A_CLUSTER = 1
const BITS_PER_BYTE = 8
type Gateways = Record<string, Gateway>

/** What Prism Central answers to. */
const reserved = ['central', 'prism-central']

/** Commands, and VMs, between two places where others may be let in. */
const COMMANDS_PER_SLICE = 50
const VMS_PER_SLICE = 500

/** The world of a fixture, whose first instant is `now`. Throws `FixtureError` where something in it cannot be. */
export function worldOf(fixture: Fixture, now: Instant, source = 'fixture'): World {
  const steps = worldInSteps(fixture, now, source)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same, letting others in now and then: nobody else has the world before it is done. */
export function* worldInSteps(
  fixture: Fixture,
  now: Instant,
  source = 'fixture'
): Generator<undefined, World, undefined> {
  const seed = fixture.seed ?? defaults.DEFAULT_SEED
  const steps = fixture.steps ?? []
  const past = steps.reduce((sum, step) => sum + ('advanceSeconds' in step ? seconds(step.advanceSeconds) : 0), 0)
  const world: World = {
    seed,
    revision: FIRST_REVISION,
    now: instant(now - past),
    settings: { ...defaults.defaultSettings, ...fixture.settings },
    clusters: {},
    links: {},
    incidents: {},
    pastIncidents: [],
    ledger: emptyLedger()
  }
  for (const [index, cluster] of fixture.clusters.entries()) {
    if (getOwn(world.clusters, cluster.name) !== undefined)
      throw new FixtureError(`${source}, at /clusters/${index}/name: ${cluster.name} is there twice`)
    if (cluster.timezone !== undefined && !zoneExists(cluster.timezone))
      throw new FixtureError(`${source}, at /clusters/${index}/timezone: there is no zone ${cluster.timezone}`)
    if (reserved.includes(cluster.name.toLowerCase()))
      throw new FixtureError(`${source}, at /clusters/${index}/name: ${cluster.name} is the name of Prism Central`)
    world.clusters[cluster.name] = attemptAt(`${source}, at /clusters/${index}`, () => clusterOf(seed, cluster, index))
  }
  for (const [index, link] of (fixture.links ?? []).entries()) {
    addLink(world, link, `${source}, at /links/${index}`)
  }
  return yield* play(world, fixture, source)
}

function attemptAt<T>(where: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw new FixtureError(`${where}: ${(error as Error).message}`, { cause: error })
  }
}

/** VMs and users are made, and the steps run, through the one door: a fixture cannot say what a client could not do. */
function* play(world: World, fixture: Fixture, source: string): Generator<undefined, World, undefined> {
  const engine = new Engine(world)
  const attempt = <T>(where: string, action: () => T): T => attemptAt(`${source}, at ${where}`, action)
  for (const [index, cluster] of fixture.clusters.entries()) {
    const container = cluster.containers?.[0]?.name ?? defaultContainer(cluster)
    const servers = cluster.fileServers ?? []
    const vms: VmRequest[] = []
    for (const vm of [...(cluster.vms ?? []), ...servers.flatMap(fileServerVmFixtures)]) {
      vms.push(vmRequest(vm, container, `${cluster.name}/${vm.name}`, world.seed))
      if (vms.length % VMS_PER_SLICE === 0) yield
    }
    attempt(`/clusters/${index}/vms`, () => engine.dispatch({ type: 'create-vms', cluster: cluster.name, vms }))
    yield
    const groups = (cluster.volumeGroups ?? []).map(group =>
      volumeGroupSeed(group, container, `${cluster.name}/${group.name}`, world.seed)
    )
    if (groups.length > 0) {
      attempt(`/clusters/${index}/volumeGroups`, () =>
        engine.dispatch({ type: 'create-volume-groups', cluster: cluster.name, groups })
      )
    }
  }
  checkGateways(world, fixture.links ?? [], source)
  for (const [index, { name, fileServers = [] }] of fixture.clusters.entries()) {
    for (const server of fileServers) {
      const networks = world.clusters[name]?.networks ?? []
      const commands = fileServerCommands(name, server, networks, world.seed)
      attempt(`/clusters/${index}/fileServers`, () => commands.map(command => engine.dispatch(command)))
    }
  }
  for (const [index, { name, users = [] }] of fixture.clusters.entries()) {
    for (const user of users) attempt(`/clusters/${index}/users`, () => engine.dispatch(userCommand(world, name, user)))
  }
  for (const [index, step] of (fixture.steps ?? []).entries()) {
    if (index % COMMANDS_PER_SLICE === 0) yield
    if ('command' in step) {
      attempt(`/steps/${index}`, () => engine.dispatch(step.command))
      continue
    }
    const until = instant(world.now + seconds(step.advanceSeconds))
    const slice = { commandsMax: COMMANDS_PER_SLICE }
    while (!attempt(`/steps/${index}`, () => engine.advanceTo(until, slice)).reachedTarget) yield
  }
  world.revision += fixture.clusters.length * REVISIONS_A_CLUSTER
  addSnapshots(world, fixture.clusters, source)
  return world
}

function userCommand(world: World, cluster: string, user: UserFixture): CommandOf<'add-user'> {
  const { username, password, roles, enabled, firstName, lastName, emailId } = user
  return {
    type: 'add-user',
    cluster,
    user: 'system',
    username,
    secret: password === undefined ? noSecretOf(world.seed, username) : firstSecretOf(world.seed, username, password),
    request: {
      roles: roles ?? ['ROLE_CLUSTER_VIEWER'],
      enabled: enabled ?? true,
      profile: { firstName: firstName ?? null, lastName: lastName ?? null, emailId: emailId ?? null }
    }
  }
}

function addLink(world: World, fixture: LinkFixture, where: string): void {
  const [a, b] =
    fixture.between[0] < fixture.between[1] ? fixture.between : ([fixture.between[1], fixture.between[0]] as const)
  for (const end of [a, b]) {
    if (getOwn(world.clusters, end) === undefined)
      throw new FixtureError(`${where}/between: there is no cluster ${end}`)
  }
  const key = linkKey(a, b)
  if (world.links[key] !== undefined) throw new FixtureError(`${where}/between: ${a} and ${b} are linked twice`)
  const serial = Object.keys(world.links).length * 2 + 1
  const nominal = {
    latencyUsecs: Math.round((fixture.latencyMilliseconds ?? 0) * 1000),
    bandwidthBytesPerSecond: fixture.bandwidthBitsPerSecond / BITS_PER_BYTE
  }
  const lane = (from: string, to: string, number: number): Lane =>
    newLane(
      { serial: number, from, to, bandwidthBytesPerSecond: nominal.bandwidthBytesPerSecond, asOf: world.now },
      world.clusters[from]?.hosts.length ?? 1
    )
  const link: Link = {
    a,
    b,
    latencyUsecs: nominal.latencyUsecs,
    nominal,
    lanes: { [a]: lane(a, b, serial), [b]: lane(b, a, serial + 1) },
    ...(fixture.gateways !== undefined && { gateways: gatewaysOf(fixture.gateways, [a, b], where) })
  }
  world.links[key] = link
}

/** Their VMs are not made yet: each gateway finds its own when they are. */
function gatewaysOf(names: Readonly<Record<string, string>>, ends: readonly string[], where: string): Gateways {
  return Object.fromEntries(
    Object.entries(names).map(([cluster, name]) => {
      if (!ends.includes(cluster)) throw new FixtureError(`${where}/gateways: ${cluster} is not an end of the link`)
      return [cluster, { name, vm: null, up: false }]
    })
  )
}

function checkGateways({ clusters, links }: World, fixtures: readonly LinkFixture[], source: string): void {
  for (const [index, { between, gateways = {} }] of fixtures.entries()) {
    for (const [cluster, name] of Object.entries(gateways)) {
      const vms = Object.values(clusters[cluster]?.vms ?? {}).filter(vm => vm.name === name)
      const where = `${source}, at /links/${index}/gateways/${cluster}`
      if (vms.length > 1) throw new FixtureError(`${where}: ${vms.length} VMs on ${cluster} are named ${name}`)
      if (links[linkKey(...between)]?.gateways?.[cluster]?.vm == null)
        throw new FixtureError(`${where}: there is no VM ${name} on ${cluster}`)
    }
  }
}
