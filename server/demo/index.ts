/** `pesim demo`: the guide, played. */
export { runDemo } from './demo.js'
