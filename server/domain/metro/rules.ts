/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { breakMetro, finishMetroSync, setMetroBreakTimeout, setMetroFailureHandling } from './metro-events.js'
import { disableMetro, enableMetro, promoteMetro } from './relation.js'
import { protectVstore, regroupVstore, unprotectVstore } from './vstores/vstores.js'
import { addMetroWitness, removeMetroWitness } from './witness.js'
import type { MetroCommand } from './vocabulary.js'

export { metroAppliers } from './apply.js'
export { metroDue } from './due.js'
export { metroFacts } from './facts.js'
export { followSight } from './metro-events.js'
export { metroRefusals } from './vocabulary.js'

export const metroRules: Rules<MetroCommand['type']> = {
  'enable-metro': enableMetro,
  'disable-metro': disableMetro,
  'promote-metro': promoteMetro,
  'set-metro-failure-handling': setMetroFailureHandling,
  'set-metro-break-timeout': setMetroBreakTimeout,
  'finish-metro-sync': finishMetroSync,
  'break-metro': breakMetro,
  'protect-vstore': protectVstore,
  'unprotect-vstore': unprotectVstore,
  'regroup-vstore': regroupVstore,
  'add-metro-witness': addMetroWitness,
  'remove-metro-witness': removeMetroWitness
}
