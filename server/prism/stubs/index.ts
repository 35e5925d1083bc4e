/** Stubs: answers of published operations that are not emulated. */
export { stubsOf } from './stub.js'
