/** Events of the world: streamed, or awaited by pattern. */
export { eventMatcher } from './event-pattern.js'
export { events } from './events.js'
