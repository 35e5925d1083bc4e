/** Stories with their expectations, played through the public API. */
export { NamesNothing, filled, named } from './placeholders.js'
export { BEGINS_USECS, play } from './run.js'
export type { Played } from './run.js'
export { builtInScenario, parseScenario, scenarioNames } from './scenario.js'
export type { Scenario } from './scenario.js'
