/** Scenarios: steps with expectations, played through the public API. */
export { loadScenario } from './load.js'
export { UnknownPlaceholder, fillPlaceholders, insertPlaceholders } from './placeholders.js'
export { playAlone } from './play-alone.js'
export { builtInScenario, parseScenario, scenarioNames } from './scenario.js'
export type { Scenario } from './scenario.js'
