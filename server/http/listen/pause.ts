/** Abortable delay in real time. */

/** Resolves after that many real seconds; at once where the signal says that nobody waits, or as soon as it does. */
export async function pause(seconds: number, nobodyWaits: AbortSignal): Promise<void> {
  if (nobodyWaits.aborted) return
  await new Promise<void>(resolve => {
    const end = (): void => {
      clearTimeout(timer)
      nobodyWaits.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, seconds * 1000)
    nobodyWaits.addEventListener('abort', end)
  })
}
