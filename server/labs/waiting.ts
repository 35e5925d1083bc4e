/** Waits in real time for a condition in a lab, polling it when something falls due. */
import type { Instant } from '../domain/core/index.js'
import { elapsedSeconds } from '../engine/index.js'
import type { Lab } from './lab.js'

interface Wait {
  /** Whether the condition holds. */
  isOver(): boolean
  /** Expected instant of the condition; null when unknown. */
  dueAt(): Instant | null
  /** Real seconds. */
  secondsMax: number
}

/** Shortest poll interval. */
const SECONDS_BETWEEN_LOOKS = 0.01

/**
 * Resolves when it has come about, when the time is up, when the signal says that nobody waits any more, and at once
 * on a clock that stands still. Rejects with whatever bringing the world to the present throws.
 */
export function waitIn(lab: Lab, { isOver, dueAt, secondsMax }: Wait, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = elapsedSeconds() + secondsMax
    let timer: NodeJS.Timeout | undefined
    const stops = [
      lab.engine.subscribe(() => {
        if (isOver()) end()
      }),
      lab.pace.onChange(poll),
      lab.onReset(end)
    ]
    signal.addEventListener('abort', end)
    poll()

    function poll(): void {
      clearTimeout(timer)
      const left = deadline - elapsedSeconds()
      if (signal.aborted || isOver() || left <= 0 || lab.pace.state.mode === 'frozen') {
        end()
        return
      }
      const at = dueAt()
      const next = at === null ? left : Math.max(lab.pace.secondsUntil(at), SECONDS_BETWEEN_LOOKS)
      timer = setTimeout(catchUp, Math.min(left, next) * 1000)
    }

    function catchUp(): void {
      try {
        lab.pace.catchUp()
        poll()
      } catch (error) {
        stop()
        reject(error)
      }
    }

    function end(): void {
      stop()
      resolve()
    }

    function stop(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      for (const each of stops) each()
    }
  })
}
