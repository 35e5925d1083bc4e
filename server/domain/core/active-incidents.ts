/** What is broken just now: rules ask here before they assume that something works. */
import type { Breakage, BreakageKind, Incident, View, World } from './world.js'

type BreakageOf<K extends BreakageKind> = View<Extract<Breakage, { kind: K }>>

/** The active incidents of a kind; there are hardly ever any, so this is a short walk. */
export function* activeIncidents<K extends BreakageKind>(
  world: View<World>,
  kind: K
): Generator<View<Incident> & { readonly what: BreakageOf<K> }> {
  const { incidents } = world
  for (const id in incidents) {
    const incident = incidents[id]
    if (incident?.state === 'active' && incident.what.kind === kind)
      yield incident as View<Incident> & { readonly what: BreakageOf<K> }
  }
}

const NONE: readonly never[] = []

/** The same as a list. Asked ten times for each snapshot, mostly of a world without any incident: that costs nothing. */
function activeOf<K extends BreakageKind>(
  world: View<World>,
  kind: K
): readonly (View<Incident> & { readonly what: BreakageOf<K> })[] {
  for (const _ in world.incidents) return [...activeIncidents(world, kind)]
  return NONE
}

export function snapshotsFail(world: View<World>, cluster: string, domain: string): boolean {
  for (const { what } of activeOf(world, 'snapshot-failure'))
    if (what.cluster === cluster && (what.domain === null || what.domain === domain)) return true
  return false
}

export function isGuestHanging(world: View<World>, cluster: string, vm: { name: string; uuid: string }): boolean {
  for (const { what } of activeOf(world, 'guest-shutdown-hang'))
    if (what.cluster === cluster && (what.vm === null || what.vm === vm.name || what.vm === vm.uuid)) return true
  return false
}

export function registrationFails(world: View<World>, cluster: string, vm: { name: string; uuid: string }): boolean {
  for (const { what } of activeOf(world, 'registration-failure'))
    if (what.cluster === cluster && (what.vm === vm.name || what.vm === vm.uuid)) return true
  return false
}

export function activationFails(world: View<World>, cluster: string, domain: string): boolean {
  for (const { what } of activeOf(world, 'activation-failure'))
    if (what.cluster === cluster && (what.domain === null || what.domain === domain)) return true
  return false
}

/** Whether any container is full: if not, none needs to be asked about. */
export function someContainerFull(world: View<World>): boolean {
  return activeOf(world, 'container-full').length > 0
}

export function containerFull(world: View<World>, cluster: string, container: string): boolean {
  for (const { what } of activeOf(world, 'container-full'))
    if (what.cluster === cluster && what.container === container) return true
  return false
}

/** Whether an incident, other than `except`, keeps the transfers of a domain to a site where they are. */
export function replicationStuck(
  world: View<World>,
  cluster: string,
  domain: string,
  site: string,
  except?: string
): boolean {
  for (const { id, what } of activeOf(world, 'replication-stuck'))
    if (
      id !== except &&
      what.cluster === cluster &&
      what.domain === domain &&
      (what.site === null || what.site === site)
    )
      return true
  return false
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
