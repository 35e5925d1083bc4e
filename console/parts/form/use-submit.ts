/** Sends what a form says, once at a time, and keeps what the server says to it. */
import { useSignal } from '@preact/signals'
import { textOf } from '../../core/failure.js'
import { changedNow } from '../../core/events.js'

interface Submit {
  readonly busy: boolean
  /** The server's words; undefined while it has nothing against it. */
  readonly error: string | undefined
  /** Does it; resolves with whether it was done. */
  run(work: () => Promise<void>): Promise<boolean>
  clear(): void
}

export function useSubmit(): Submit {
  const busy = useSignal(false)
  const error = useSignal<string | undefined>(undefined)
  return {
    busy: busy.value,
    error: error.value,
    clear: () => (error.value = undefined),
    run: async work => {
      if (busy.value) return false
      busy.value = true
      error.value = undefined
      try {
        await work()
        changedNow()
        return true
      } catch (failure) {
        error.value = textOf(failure)
        return false
      } finally {
        busy.value = false
      }
    }
  }
}
