/** When the guests of a migration are down. */
import { after, isGuestHanging, getOwn, seconds } from '../core/index.js'
import type { Cluster, Instant, ProtectionDomain, View, World } from '../core/index.js'

/** Guests with guest tools shut down when asked; the others are forced off after the limit [C: product manual, "after 5 minutes"]. EMU: every guest obeys, but for one that an incident makes hang. */
export function guestsDownAt(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>): Instant {
  const running = domain.members.flatMap(member => {
    const vm = getOwn(here.vms, member.uuid)
    return vm?.powerState === 'on' ? [vm] : []
  })
  if (running.length === 0) return world.now
  const { guestShutdownSeconds, guestShutdownLimitSeconds: limit } = world.settings
  const hangs = running.some(vm => isGuestHanging(world, here.name, vm))
  return after(world.now, seconds(hangs ? limit : Math.min(guestShutdownSeconds, limit)))
}
