/** How Acropolis writes its things: without the keys that have no value [C: recorded]. */

export function withoutNulls<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T
}
