/** What is read from the server and read again whenever something may have changed. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { changes } from './events.js'

/** What is read in less is read again at once. */
const SHORT_MS = 100

export interface Live<T> {
  readonly value: T | undefined
  readonly error: unknown
}

/**
 * `key` says what is asked for: another one forgets the answer to the last, unless that is to be shown until the next is
 * there. What takes long to read is read again after a pause as long.
 */
export function useLive<T>(load: () => Promise<T>, key = '', keep = false): Live<T> {
  const state = useSignal<Live<T>>({ value: undefined, error: undefined })
  useEffect(() => {
    let gone = false
    let asking = false
    let again = false
    if (!keep) state.value = { value: undefined, error: undefined }
    const look = (): void => {
      if (asking) {
        again = true
        return
      }
      asking = true
      const began = performance.now()
      load()
        .then(
          value => !gone && (state.value = { value, error: undefined }),
          (error: unknown) => !gone && (state.value = { value: state.value.value, error })
        )
        .finally(() => {
          const pause = performance.now() - began
          setTimeout(
            () => {
              asking = false
              if (!again || gone) return
              again = false
              look()
            },
            pause < SHORT_MS ? 0 : pause
          )
        })
    }
    const stop = changes.subscribe(look)
    return () => {
      gone = true
      stop()
    }
  }, [key])
  return state.value
}
