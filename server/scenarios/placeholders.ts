/** What stands in a scenario for an identifier that nobody knows beforehand. */
import { own, snapshotName } from '../domain/lookup.js'
import type { View, World } from '../domain/world.js'

/** Puts identifiers in the place of `{vm:NAME}` and its like. */
export function filled<Step>(step: Step, world: View<World>): Step {
  const text = JSON.stringify(step).replace(
    /\{(vm|network|snapshot|replication):([^}@"]+)(?:@([^}"]+))?\}/g,
    (whole, kind: string, name: string, cluster: string | undefined) => {
      const found = identifierOf(world, kind, name, cluster)
      if (found === undefined) throw new Error(`${whole} names nothing`)
      return found
    }
  )
  return JSON.parse(text) as Step
}

function identifierOf(world: View<World>, kind: string, name: string, cluster = ''): string | undefined {
  if (kind === 'vm') {
    const all = Object.values(world.clusters).flatMap(here => Object.values(here.vms))
    return all.find(vm => vm.name === name)?.uuid
  }
  const here = own(world.clusters, cluster)
  if (kind === 'network') return here?.networks.find(network => network.name === name)?.uuid
  const domain = own(here?.protectionDomains ?? {}, name)
  const newest = domain?.snapshots.at(-1)
  if (kind === 'snapshot') return newest === undefined ? undefined : snapshotName(newest)
  const sending = Object.values(domain?.outgoing ?? {}).find(({ current }) => current !== null)
  return sending?.current == null ? undefined : String(sending.current.id)
}

/** The inverse: names in the place of those identifiers that have one. */
export function named<Step>(step: Step, world: View<World>): Step {
  let text = JSON.stringify(step)
  for (const here of Object.values(world.clusters)) {
    for (const { uuid, name } of Object.values(here.vms)) text = text.replaceAll(`"${uuid}"`, `"{vm:${name}}"`)
    for (const { name, snapshots } of Object.values(here.protectionDomains)) {
      const newest = snapshots.at(-1)
      if (newest !== undefined) text = text.replaceAll(`"${snapshotName(newest)}"`, `"{snapshot:${name}@${here.name}}"`)
    }
  }
  const changed = JSON.parse(text) as Step
  return sameWhenFilled(changed, step, world) ? changed : step
}

/** Not where two things have one name. */
function sameWhenFilled(changed: unknown, step: unknown, world: View<World>): boolean {
  try {
    return JSON.stringify(filled(changed, world)) === JSON.stringify(step)
  } catch {
    return false
  }
}
