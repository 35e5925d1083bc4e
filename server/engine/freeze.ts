/** Deep-freezes kept worlds, so that a write in place to a shared row throws. */

/** Freezes data and answers it. What is frozen already is taken to be so all the way down, so the second of two kept worlds costs only what changed. */
export function deepFreeze<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data
  Object.freeze(data)
  for (const part of Object.values(data)) deepFreeze(part)
  return data
}
