/** The simulated clock, drawn from what was last read of it, so that it moves without polling. */
import { computed, signal } from '@preact/signals'
import { control } from './control.js'
import type { Control } from './control.js'
import { Unanswered, dataOf } from './failure.js'
import { changed, changes, lostSince } from './events.js'

const TICK_MS = 1000
/** Ticks between two looks at the clock. */
const LOOK_EVERY = 5

interface Reading {
  readonly clock: Control['Clock']
  /** By the real clock, in milliseconds. */
  readonly readAt: number
}

const reading = signal<Reading | undefined>(undefined)
const tick = signal(0)

export const clock = computed(() => reading.value?.clock)

/** Simulated microseconds since the epoch; 0 before it is known. */
export const now = computed(() => {
  void tick.value
  if (reading.value === undefined) return 0
  const { clock: read, readAt } = reading.value
  const passed = read.mode === 'running' ? (performance.now() - readAt) * 1000 * read.rate : 0
  return read.now_usecs + passed
})

export async function readClock(): Promise<void> {
  try {
    const read = await dataOf(control.GET('/clock'))
    const before = reading.value?.clock
    // A clock that stands is moved by somebody, perhaps on another cluster's page, and not always with an event.
    const isMoved = before !== undefined && read.mode === 'frozen' && read.now_usecs !== before.now_usecs
    if (lostSince.value !== undefined || isMoved) changed()
    lostSince.value = undefined
    reading.value = { clock: read, readAt: performance.now() }
  } catch (error) {
    if (error instanceof Unanswered) lostSince.value ??= Date.now()
  }
}

export function startClock(): void {
  changes.subscribe(() => void readClock()) // at once, too
  setInterval(() => {
    if (document.hidden) return
    tick.value += 1
    if (tick.value % LOOK_EVERY !== 0) return
    if (clock.value?.mode === 'running') changed()
    else void readClock()
  }, TICK_MS)
}
