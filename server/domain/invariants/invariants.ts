/** What holds of every world at every instant, whatever was asked of it: each promise a sentence, with the check of it. */
import type { Invariants } from './context.js'
import { fileServerInvariants } from './file-servers.js'
import { inventoryInvariants } from './inventory.js'
import { networkInvariants } from './networks.js'
import { incidentInvariants } from './incidents.js'
import { metroInvariants } from './metro.js'
import { recordInvariants } from './records.js'
import { remoteSiteInvariants } from './remote-sites.js'
import { sideInvariants } from './sides.js'
import { snapshotInvariants } from './snapshots.js'
import { transferInvariants } from './transfers.js'
import { userInvariants } from './users.js'
import { volumeGroupInvariants } from './volume-groups.js'
import type { View, World } from '../core/index.js'

interface Violation {
  /** What should hold. */
  invariant: string
  /** Where it does not. */
  detail: string
}

/** Snapshots come before the VMs that are made of them, so that the first that does not hold is nearest to the cause. */
const invariants: Invariants = {
  ...snapshotInvariants,
  ...sideInvariants,
  ...transferInvariants,
  ...networkInvariants,
  ...volumeGroupInvariants,
  ...metroInvariants,
  ...recordInvariants,
  ...remoteSiteInvariants,
  ...inventoryInvariants,
  ...userInvariants,
  ...incidentInvariants,
  ...fileServerInvariants
}

/** Everything that does not hold of a world, though it should; nothing, unless the emulator has a bug. */
export function violations(world: View<World>): Violation[] {
  const steps = violationsInSteps(world)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same, invariant by invariant, between which others may be let in. The world must not change meanwhile. */
export function* violationsInSteps(world: View<World>): Generator<undefined, Violation[], undefined> {
  const found: Violation[] = []
  for (const [invariant, check] of Object.entries(invariants)) {
    for (const detail of check(world)) found.push({ invariant, detail })
    yield
  }
  return found
}
