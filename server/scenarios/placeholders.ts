/** Placeholders of scenarios for identifiers that are known only at run time, such as `{vm:NAME}`. */
import { getOwn, snapshotName } from '../domain/core/index.js'
import type { Cluster, View, World } from '../domain/core/index.js'

/** One thing that can be named, as `{KIND:NAME@CLUSTER#NUMBER}`; of VMs without the cluster, of the first without the number. */
type Kind = 'vm' | 'network' | 'snapshot' | 'replication' | 'schedule' | 'volume-group'

const PLACEHOLDER = /\{(vm|network|snapshot|replication|schedule|volume-group):([^}@#"]+)(?:@([^}#"]+))?(?:#(\d+))?\}/g

/** The identifiers of all that bear a name, the first of them first; of snapshots the newest. */
const identifiers: Record<Exclude<Kind, 'vm'>, (here: View<Cluster>, name: string) => string[]> = {
  network: ({ networks }, name) => networks.filter(network => network.name === name).map(({ uuid }) => uuid),
  'volume-group': ({ volumeGroups }, name) =>
    Object.values(volumeGroups)
      .filter(group => group.name === name)
      .map(({ uuid }) => uuid),
  snapshot: ({ protectionDomains }, name) =>
    getOwn(protectionDomains, name)?.snapshots.map(snapshotName).reverse() ?? [],
  schedule: ({ protectionDomains }, name) => getOwn(protectionDomains, name)?.schedules.map(({ id }) => id) ?? [],
  replication: ({ protectionDomains }, name) =>
    Object.values(getOwn(protectionDomains, name)?.outgoing ?? {}).flatMap(({ current }) =>
      current === null ? [] : [String(current.id)]
    )
}

function vmsNamed(world: View<World>, name: string): string[] {
  return Object.values(world.clusters).flatMap(({ vms }) =>
    Object.values(vms)
      .filter(vm => vm.name === name)
      .map(({ uuid }) => uuid)
  )
}

/** A placeholder of something that is not there. */
export class UnknownPlaceholder extends Error {}

/** Puts identifiers in the place of `{vm:NAME}` and its like. Throws `NamesNothing`. */
export function fillPlaceholders<Step>(step: Step, world: View<World>): Step {
  const text = JSON.stringify(step).replace(
    PLACEHOLDER,
    (whole, kind: Kind, name: string, cluster: string | undefined, number = '1') => {
      const here = getOwn(world.clusters, cluster ?? '')
      const all = kind === 'vm' ? vmsNamed(world, name) : here === undefined ? [] : identifiers[kind](here, name)
      const found = all[Number(number) - 1]
      if (found === undefined) throw new UnknownPlaceholder(`${whole} names nothing`)
      return found
    }
  )
  return JSON.parse(text) as Step
}

/** The inverse: names in the place of those identifiers that have one. */
export function insertPlaceholders<Step>(step: Step, world: View<World>): Step {
  const known = placeholdersOf(world)
  const changed = JSON.parse(JSON.stringify(step), (_, value: unknown) =>
    typeof value === 'string' ? (known.get(value) ?? value) : value
  ) as Step
  return roundTrips(changed, step, world) ? changed : step
}

/** By identifier; of the first that has it, where several have. */
function placeholdersOf(world: View<World>): Map<string, string> {
  const known = new Map<string, string>()
  const remember = (kind: Kind, name: string, all: readonly string[]): void => {
    for (const [index, id] of all.entries()) {
      if (!known.has(id)) known.set(id, `{${kind}:${name}${index === 0 ? '' : `#${index + 1}`}}`)
    }
  }
  const clusters = Object.values(world.clusters)
  const names = (of: (here: View<Cluster>) => readonly { readonly name: string }[]): Set<string> =>
    new Set(clusters.flatMap(here => of(here).map(({ name }) => name)))
  for (const name of names(({ vms }) => Object.values(vms))) remember('vm', name, vmsNamed(world, name))
  for (const here of clusters) {
    const at = (kind: Exclude<Kind, 'vm'>, name: string): void => {
      remember(kind, `${name}@${here.name}`, identifiers[kind](here, name))
    }
    for (const name of Object.keys(here.protectionDomains))
      for (const kind of ['snapshot', 'schedule', 'replication'] as const) at(kind, name)
    for (const name of new Set(Object.values(here.volumeGroups).map(group => group.name))) at('volume-group', name)
    for (const name of new Set(here.networks.map(network => network.name))) at('network', name)
  }
  return known
}

/** Not where a name cannot stand in a placeholder. */
function roundTrips(changed: unknown, step: unknown, world: View<World>): boolean {
  try {
    return JSON.stringify(fillPlaceholders(changed, world)) === JSON.stringify(step)
  } catch {
    return false
  }
}
