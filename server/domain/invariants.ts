/** What holds of every world at every instant, whatever was asked of it: each promise a sentence, with the check of it. */
import type { Invariants } from './invariants/context.js'
import { fileServerInvariants } from './invariants/file-servers.js'
import { inventoryInvariants } from './invariants/inventory.js'
import { networkInvariants } from './invariants/networks.js'
import { incidentInvariants } from './invariants/incidents.js'
import { metroInvariants } from './invariants/metro.js'
import { recordInvariants } from './invariants/records.js'
import { remoteSiteInvariants } from './invariants/remote-sites.js'
import { sideInvariants } from './invariants/sides.js'
import { snapshotInvariants } from './invariants/snapshots.js'
import { transferInvariants } from './invariants/transfers.js'
import { userInvariants } from './invariants/users.js'
import { volumeGroupInvariants } from './invariants/volume-groups.js'
import type { View, World } from './world.js'

export interface Violation {
  /** What should hold. */
  invariant: string
  /** Where it does not. */
  detail: string
}

const invariants: Invariants = {
  ...sideInvariants,
  ...snapshotInvariants,
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
  return Object.entries(invariants).flatMap(([invariant, check]) =>
    Array.from(check(world), detail => ({ invariant, detail }))
  )
}
