/** Rules that create, change and remove storage containers. */
import type { Cluster, CommandOf, DomainEvent, Scene, StorageContainer, View, World } from '../core/index.js'
import { Refusal, containerNameFault, containerNamed, containerOf, openCluster, refuseUnless } from '../core/index.js'
import { containerCapacity, defaultPolicy, poolCapacity } from './capacity.js'
import { storedIn } from './usage.js'
import { containerUse } from './container-users.js'
import { aboutContainer, recordAudit } from '../notices/rules.js'
import type { ContainerChange } from './vocabulary.js'

/** Numbers of containers begin here [C: recorded, four digits]. */
const FIRST_NUMBER = 1000
/** Erasure coding needs so many hosts, three copies so many [C: product manual]. */
const ERASURE_CODING_HOSTS_MIN = 4
const THREE_COPIES_HOSTS_MIN = 5

/** Creates a storage container. Refuses a name that is in use and settings that the cluster cannot have. */
export function createStorageContainer(scene: Scene, command: CommandOf<'create-storage-container'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { here, ids } = opened
  const { name = '', replicationFactor = here.containers[0]?.replicationFactor ?? 2, ...policy } = command.change
  refuseName(here, name)
  const container: StorageContainer = {
    uuid: ids.uuid(),
    number: Math.max(FIRST_NUMBER - 1, ...here.containers.map(({ number }) => number)) + 1,
    name,
    capacityBytes: poolCapacity(here),
    replicationFactor,
    policy: { ...defaultPolicy, ...policy }
  }
  refuseSettings(here, container, command.change)
  return [
    { type: 'storage-container-created', cluster: here.name, container },
    recordAudit(opened, {
      type: 'storage-container-created',
      entity: aboutContainer(container),
      values: [name],
      user: command.user
    })
  ]
}

/** Changes the settings of a storage container that the client names; the others stay. */
export function changeStorageContainer(scene: Scene, command: CommandOf<'change-storage-container'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here } = opened
  const was = containerOf(here, command.container)
  const { name = was.name, replicationFactor = was.replicationFactor, ...policy } = command.change
  if (name !== was.name) {
    refuseName(here, name)
    refuseUsed(world, here, was.name, `renamed to ${name}`)
  }
  const container = { ...was, name, replicationFactor, policy: { ...was.policy, ...policy } }
  refuseSettings(here, container, command.change)
  refuseUnless(
    storedIn(here, world.now, [container]).physical <= containerCapacity(here, was),
    'storage-container/invalid',
    () => `Storage container ${was.name} has no room for ${replicationFactor} copies of what it holds`
  )
  return [
    { type: 'storage-container-changed', cluster: here.name, container },
    recordAudit(opened, {
      type: 'storage-container-changed',
      entity: aboutContainer(container),
      values: [name],
      user: command.user
    })
  ]
}

/** Removes a storage container. Refuses one that something needs. */
export function removeStorageContainer(scene: Scene, command: CommandOf<'remove-storage-container'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here } = opened
  const container = containerOf(here, command.container)
  refuseUsed(world, here, container.name, 'deleted')
  return [
    { type: 'storage-container-removed', cluster: here.name, uuid: container.uuid },
    recordAudit(opened, {
      type: 'storage-container-removed',
      entity: aboutContainer(container),
      values: [container.name],
      user: command.user
    })
  ]
}

function refuseName(here: View<Cluster>, name: string): void {
  const fault = containerNameFault(name)
  if (fault !== null) throw new Refusal('storage-container/invalid', `Storage container name ${fault}`)
  refuseUnless(
    containerNamed(here, name) === undefined,
    'storage-container/exists',
    () => `Storage container ${name} already exists on ${here.name}`
  )
}

function refuseUsed(world: View<World>, here: View<Cluster>, name: string, what: string): void {
  const user = containerUse(world, here, name)
  refuseUnless(
    user === null,
    'storage-container/in-use',
    () => `Storage container ${name} cannot be ${what}: ${user ?? ''}`
  )
}

/** Refuses settings that the cluster cannot have; those that were so before may stay. */
function refuseSettings(here: View<Cluster>, container: StorageContainer, changes: ContainerChange): void {
  const { name, replicationFactor, policy } = container
  const invalid = (holds: boolean, why: string): void => {
    refuseUnless(holds, 'storage-container/invalid', () => `Storage container ${name}: ${why}`)
  }
  const hosts = here.hosts.length
  const capacity = containerCapacity(here, container)
  if (changes.replicationFactor !== undefined) {
    invalid([1, 2, 3].includes(replicationFactor), `replication factor ${replicationFactor} is not 1, 2 or 3`)
    invalid(
      replicationFactor < 3 || hosts >= THREE_COPIES_HOSTS_MIN,
      `three copies need ${THREE_COPIES_HOSTS_MIN} hosts, and ${here.name} has ${hosts}`
    )
  }
  if (changes.erasureCoding === true) {
    invalid(
      hosts >= ERASURE_CODING_HOSTS_MIN,
      `erasure coding needs ${ERASURE_CODING_HOSTS_MIN} hosts, and ${here.name} has ${hosts}`
    )
  }
  const { advertisedBytes, reservedBytes, compressionDelaySeconds, erasureCodingDelaySeconds } = policy
  invalid(advertisedBytes === null || advertisedBytes > 0, 'its advertised capacity is above zero')
  invalid(
    changes.advertisedBytes == null || changes.advertisedBytes <= capacity,
    `its advertised capacity is at most ${capacity} bytes`
  )
  invalid(
    reservedBytes >= 0 && (changes.reservedBytes === undefined || reservedBytes <= capacity),
    `its reserved capacity is from 0 to ${capacity} bytes`
  )
  invalid(advertisedBytes === null || reservedBytes <= advertisedBytes, 'it reserves more than it advertises')
  invalid(compressionDelaySeconds >= 0 && (erasureCodingDelaySeconds ?? 0) >= 0, 'a delay is not below zero')
  const unknown = [
    ...(['NONE', 'OFF', 'ON'].includes(policy.fingerPrintOnWrite) ? [] : [policy.fingerPrintOnWrite]),
    ...(['NONE', 'OFF', 'POST_PROCESS'].includes(policy.onDiskDedup) ? [] : [policy.onDiskDedup])
  ]
  invalid(unknown.length === 0, `deduplication ${unknown.join(', ')} is not known`)
}
