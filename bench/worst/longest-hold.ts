/** How long the event loop stood still at most while something was awaited. */
import { performance } from 'node:perf_hooks'

/**
 * In milliseconds. Every turn of the loop is looked at, so nothing hides between two samples. Of a turn counts the smaller
 * of the time that passed and the time that this process computed: what other processes took from a shared machine is no
 * hold of ours.
 */
export async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = stamp()
  let watching = true
  const look = (): void => {
    const now = stamp()
    longest = Math.max(longest, Math.min(now.passed - last.passed, now.computed - last.computed))
    last = now
    if (watching) setImmediate(look)
  }
  setImmediate(look)
  try {
    await work()
    // What the work left for the same turn counts too.
    await new Promise(resolve => setImmediate(resolve))
  } finally {
    watching = false
  }
  return longest
}

function stamp(): { passed: number; computed: number } {
  const { user, system } = process.cpuUsage()
  return { passed: performance.now(), computed: (user + system) / 1000 }
}
