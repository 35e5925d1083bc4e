/** Rules and appliers of this room, for decide, apply and the rooms above. */
export {
  breakMetro,
  finishMetroSync,
  metroParted,
  setMetroBreakTimeout,
  setMetroFailureHandling,
  withMetro
} from './metro-events.js'
export { disableMetro, enableMetro, ended, promoteMetro } from './relation.js'
export { protectVstore, regroupVstore, unprotectVstore } from './vstores.js'
