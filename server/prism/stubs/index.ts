/** What is published and not emulated, answered from its model. */
export { stubsOf } from './stub.js'
