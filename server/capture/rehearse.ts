/** Tries an estate before it is written, so that what is written starts. */
import { Refusal } from '../domain/core/index.js'
import type { Command, Instant, View, World } from '../domain/core/index.js'
import { Engine } from '../engine/index.js'
import { FixtureError, fixtureOf, snapshotProblem, worldOf } from '../seed/index.js'
import type { Fixture } from '../seed/index.js'
import type { Estate } from './estate/estate.js'

/**
 * The fixture without the steps that the emulator refuses; each of them is noted. Throws `FixtureError` where no world can be made
 * of it: a bug of the capture, not of the cluster.
 */
export function rehearse({ fixture, notes }: Estate, now: Instant): Fixture {
  const { steps = [], ...start } = withPlainAddresses(fixtureOf(fixture, 'what was captured'), now, notes.notCarried)
  const engine = new Engine(worldOf(withSnapshots(start, () => false), now, 'what was captured'))
  const kept = steps.filter(step => {
    if (!('command' in step)) return true
    try {
      engine.dispatch(step.command)
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      notes.notCarried.push(`${describe(step.command)}: ${error.message}`)
      return false
    }
  })
  return { ...onlyPossible(start, engine.world, notes.notCarried), ...(kept.length > 0 && { steps: kept }) }
}

type Snapshot = NonNullable<Fixture['clusters'][number]['snapshots']>[number]

function withSnapshots(fixture: Fixture, keeps: (cluster: string, snapshot: Snapshot) => boolean): Fixture {
  const clusters = fixture.clusters.map(({ snapshots = [], ...cluster }) => {
    const kept = snapshots.filter(snapshot => keeps(cluster.name, snapshot))
    return { ...cluster, ...(kept.length > 0 && { snapshots: kept }) }
  })
  return { ...fixture, clusters }
}

/** Without the snapshots that the world, which is there but for them, cannot hold. */
function onlyPossible(start: Fixture, world: View<World>, notCarried: string[]): Fixture {
  return withSnapshots(start, (cluster, snapshot) => {
    const problem = snapshotProblem(world, cluster, snapshot)
    if (problem !== null) notCarried.push(`${cluster}: snapshot ${snapshot.id} of ${snapshot.domain}: ${problem}`)
    return problem === null
  })
}

/** Addresses that do not fit their network keep no estate from being used: its VMs get others. */
function withPlainAddresses(fixture: Fixture, now: Instant, notCarried: string[]): Fixture {
  const start = { ...withSnapshots(fixture, () => false), steps: [] }
  try {
    worldOf(start, now)
    return fixture
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error
    notCarried.push(`managed addresses of networks and adapters: ${error.message}`)
    const clusters = fixture.clusters.map(cluster => ({
      ...cluster,
      networks: (cluster.networks ?? []).map(({ ipam: _ipam, ...network }) => network),
      vms: (cluster.vms ?? []).map(vm => ({
        ...vm,
        ...(vm.nics && { nics: vm.nics.map(({ ip: _ip, ...nic }) => nic) })
      }))
    }))
    return { ...fixture, clusters }
  }
}

function describe(command: Command): string {
  const named = command as { cluster?: string; name?: string; site?: { name: string } }
  return `${named.cluster}: ${command.type} ${named.name ?? named.site?.name ?? ''}`.trim()
}
