/** How a relation meets the loss of its other side: in which mode, and after how long. */
import { refuseUnless, required } from '../core/index.js'
import type { FailureHandling } from '../core/index.js'

/** Refuses a wait that is out of range [C: Swagger, 10 to 30 s]. */
export function checkBreakAfter(breakAfterSeconds: number): void {
  refuseUnless(
    Number.isInteger(breakAfterSeconds) && breakAfterSeconds >= 10 && breakAfterSeconds <= 30,
    'metro/invalid',
    () => `The break replication timeout is from 10 to 30 seconds, not ${breakAfterSeconds}`
  )
}

/** How a relation meets the loss of its other side, as clients name it: in any case. Refuses another word. */
export function failureHandlingOf(text: string): FailureHandling {
  const modes: readonly FailureHandling[] = ['None', 'Automatic', 'Manual', 'Witness']
  return required(
    modes.find(mode => mode.toLowerCase() === text.toLowerCase()),
    'metro/invalid',
    `Failure handling ${JSON.stringify(text)} is not one of NONE, AUTOMATIC, MANUAL, WITNESS`
  )
}
