/** Commands of a running emulator: how it is found, and what the commands have in common. */
export { DEFAULT_URL, clientOf, findEmulator } from './find.js'
export type { FoundEmulator, TargetFlags } from './find.js'
export { addHand, addTarget, examplesOf, show, withExamples } from './hand.js'
export type { Call, Hand, Shown } from './hand.js'
export { bitsPerSecondOf, bytesOf, numberOf, secondsOf } from './quantity.js'
export { namedEmulator, refuseTakenName } from './named.js'
export { birthOf } from './process.js'
export {
  called,
  isOf,
  ownRunFolder,
  readRunFiles,
  removeRunFile,
  runFolder,
  urlsOf,
  writeRunFile
} from './run-files.js'
export type { RunFile, RunSite } from './run-files.js'
