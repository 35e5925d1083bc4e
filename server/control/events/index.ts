/** What happens in the world, told as it happens or looked for. */
export { eventMatcher } from './event-pattern.js'
export { events } from './events.js'
