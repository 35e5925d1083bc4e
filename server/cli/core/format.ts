/** Formats values for the terminal: bytes, durations, times of day, lists of names. */

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** In thousands, as the link counts: 85.9 GB. */
export function bytes(count: number): string {
  let value = count
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

/** To one digit behind the point, and without it where it is zero. */
export function tenths(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** 3632.5 s; - where nothing is known. */
export function seconds(count: number | undefined): string {
  return count === undefined ? '-' : `${tenths(count)} s`
}

/** 1 h 0 min 32 s, of seconds. */
export function duration(count: number): string {
  const whole = Math.round(count)
  const [h, min, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (h > 0) return s > 0 ? `${h} h ${min} min ${s} s` : `${h} h ${min} min`
  if (min > 0) return s > 0 ? `${min} min ${s} s` : `${min} min`
  return `${s} s`
}

/** Time of day, UTC, of microseconds since the epoch. */
export function timeOfDay(usecs: number): string {
  return new Date(usecs / 1000).toISOString().slice(11, 19)
}

/** Names, one after the other. */
export function joinNames(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(' ')
}
