/** What is broken just now: rules ask here before they assume that something works. */
import type { Breakage, BreakageKind, Incident, View, World } from './world.js'

type BreakageOf<K extends BreakageKind> = View<Extract<Breakage, { kind: K }>>

/** The active incidents of a kind; there are hardly ever any, so this is a short walk. */
export function* activeIncidents<K extends BreakageKind>(
  world: View<World>,
  kind: K
): Generator<View<Incident> & { readonly what: BreakageOf<K> }> {
  for (const id in world.incidents) {
    const incident = world.incidents[id]
    if (incident?.state === 'active' && incident.what.kind === kind)
      yield incident as View<Incident> & { readonly what: BreakageOf<K> }
  }
}

/** Asked several times for each snapshot, mostly of a world without any incident: a generator would cost more than the walk. */
function some<K extends BreakageKind>(
  world: View<World>,
  kind: K,
  holds: (what: BreakageOf<K>, id: string) => boolean
): boolean {
  for (const id in world.incidents) {
    const incident = world.incidents[id]
    if (incident?.state === 'active' && incident.what.kind === kind && holds(incident.what as BreakageOf<K>, id))
      return true
  }
  return false
}

export function snapshotsFail(world: View<World>, cluster: string, domain: string): boolean {
  return some(
    world,
    'snapshot-failure',
    what => what.cluster === cluster && (what.domain === null || what.domain === domain)
  )
}

export function isGuestHanging(world: View<World>, cluster: string, vm: { name: string; uuid: string }): boolean {
  return some(
    world,
    'guest-shutdown-hang',
    what => what.cluster === cluster && (what.vm === null || what.vm === vm.name || what.vm === vm.uuid)
  )
}

export function registrationFails(world: View<World>, cluster: string, vm: { name: string; uuid: string }): boolean {
  return some(
    world,
    'registration-failure',
    what => what.cluster === cluster && (what.vm === vm.name || what.vm === vm.uuid)
  )
}

export function activationFails(world: View<World>, cluster: string, domain: string): boolean {
  return some(
    world,
    'activation-failure',
    what => what.cluster === cluster && (what.domain === null || what.domain === domain)
  )
}

export function containerFull(world: View<World>, cluster: string, container: string): boolean {
  return some(world, 'container-full', what => what.cluster === cluster && what.container === container)
}

/** Whether an incident, other than `except`, keeps the transfers of a domain to a site where they are. */
export function replicationStuck(
  world: View<World>,
  cluster: string,
  domain: string,
  site: string,
  except?: string
): boolean {
  return some(
    world,
    'replication-stuck',
    (what, id) =>
      what.cluster === cluster && what.domain === domain && (what.site === null || what.site === site) && id !== except
  )
}

/** Whether an incident other than this one cuts a lane. */
export function isCutByOthers(world: View<World>, from: string, to: string, except: string): boolean {
  const covers = (what: { a: string; b: string; from: string | null }): boolean =>
    (what.from === null || what.from === from) &&
    ((what.a === from && what.b === to) || (what.a === to && what.b === from))
  for (const { id, what } of activeIncidents(world, 'link-cut')) if (id !== except && covers(what)) return true
  for (const { id, what, down } of activeIncidents(world, 'link-flap'))
    if (id !== except && down && covers(what)) return true
  return false
}

/** Whether what breaks is over as soon as it has begun. */
export function atOnce({ kind }: View<Breakage>): boolean {
  return kind === 'clock-jump' || kind === 'cluster-recreated'
}
