/** Numbers as the demo tells them. */

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

/** 1 h 0 min 32 s. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const [h, min, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (h > 0) return s > 0 ? `${h} h ${min} min ${s} s` : `${h} h ${min} min`
  if (min > 0) return s > 0 ? `${min} min ${s} s` : `${min} min`
  return `${s} s`
}

/** Time of day, UTC. */
export function timeOfDay(usecs: number): string {
  return new Date(usecs / 1000).toISOString().slice(11, 19)
}

/** Fills lines of a width with words; a word that is longer gets a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Names, one after the other. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(' ')
}
