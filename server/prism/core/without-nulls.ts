/** Drops null fields, as Acropolis serializes [C: recorded]. */

export function withoutNulls<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T
}
