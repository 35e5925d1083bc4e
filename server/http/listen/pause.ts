/** Abortable delay in real time. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves after that many real seconds; at once where the signal says that nobody waits, or as soon as it does. */
export async function pause(seconds: number, nobodyWaits: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal: nobodyWaits }).catch(() => undefined)
}
