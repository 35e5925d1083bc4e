/** Reads a Prism Element, emulated or real: login, patience, pages, and a recording of what was asked. */
export { NotReadable, listClient } from './lists.js'
export type { ListClient, PageStyle } from './lists.js'
export { patientClient } from './patience.js'
export { rowsIn } from './rows.js'
export type { Row } from './rows.js'
export { addTargetOptions, checkPrism, targetOf } from './target.js'
export type { TargetFlags } from './target.js'
