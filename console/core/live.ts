/** What is read from the server and read again whenever something may have changed. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { changes } from './events.js'

export interface Live<T> {
  readonly value: T | undefined
  readonly error: unknown
}

/** `key` says what is asked for: another one forgets the answer to the last. */
export function useLive<T>(load: () => Promise<T>, key = ''): Live<T> {
  const state = useSignal<Live<T>>({ value: undefined, error: undefined })
  useEffect(() => {
    let gone = false
    let asking = false
    let again = false
    state.value = { value: undefined, error: undefined }
    const look = (): void => {
      if (asking) {
        again = true
        return
      }
      asking = true
      load()
        .then(
          value => !gone && (state.value = { value, error: undefined }),
          (error: unknown) => !gone && (state.value = { value: state.value.value, error })
        )
        .finally(() => {
          asking = false
          if (!again || gone) return
          again = false
          look()
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
