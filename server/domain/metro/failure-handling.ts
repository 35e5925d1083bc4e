/** How a metro relation meets the loss of its other side, as clients name it. */
import { required } from '../core/index.js'
import type { FailureHandling } from '../core/index.js'

/** In any case, as clients write it. */
export function failureHandlingOf(text: string): FailureHandling {
  const modes: readonly FailureHandling[] = ['None', 'Automatic', 'Manual', 'Witness']
  return required(
    modes.find(mode => mode.toLowerCase() === text.toLowerCase()),
    'metro/invalid',
    `Failure handling ${JSON.stringify(text)} is not one of NONE, AUTOMATIC, MANUAL, WITNESS`
  )
}
