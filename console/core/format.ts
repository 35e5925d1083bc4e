/** How figures, instants and spans are written: always with their unit, `—` for nothing. */

export const NOTHING = '—'

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const
const DECIMAL = ['', 'k', 'M', 'G', 'T'] as const
const USECS_PER_SECOND = 1_000_000

type Maybe = number | null | undefined

/** One decimal below ten, none above. */
function short(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value))
}

/** As `1.2 GiB`. */
export function formatBytes(bytes: Maybe): string {
  if (bytes == null) return NOTHING
  const power = bytes < 1024 ? 0 : Math.min(BINARY.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${short(bytes / 1024 ** power)} ${BINARY[power] ?? 'B'}`
}

function decimal(value: number, unit: string): string {
  const power = value < 1000 ? 0 : Math.min(DECIMAL.length - 1, Math.floor(Math.log10(value) / 3))
  return `${short(value / 1000 ** power)} ${DECIMAL[power] ?? ''}${unit}`
}

/** As `500 Mbit/s`. */
export function formatBitRate(bitsPerSecond: Maybe): string {
  return bitsPerSecond == null ? NOTHING : decimal(bitsPerSecond, 'bit/s')
}

/** As `4.2 MB/s`. */
export function formatByteRate(bytesPerSecond: Maybe): string {
  return bytesPerSecond == null ? NOTHING : decimal(bytesPerSecond, 'B/s')
}

export function formatPercent(percent: Maybe): string {
  return percent == null ? NOTHING : `${Math.floor(percent)} %`
}

/** The two largest units of a span, as `1 h 20 min`. */
export function formatSpan(seconds: Maybe): string {
  if (seconds == null) return NOTHING
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return two(Math.floor(whole / 60), 'min', whole % 60, 's', whole < 600)
  if (whole < 86_400) return two(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min')
  return two(Math.floor(whole / 86_400), 'd', Math.floor((whole % 86_400) / 3600), 'h')
}

function two(large: number, unit: string, small: number, smallUnit: string, both = true): string {
  return both && small > 0 ? `${large} ${unit} ${small} ${smallUnit}` : `${large} ${unit}`
}

/** As `2026-03-01 13:48:00 UTC`. */
export function formatInstant(usecs: Maybe): string {
  if (usecs == null || usecs <= 0) return NOTHING
  return `${new Date(usecs / 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** As `13:48`, where the day is known. */
export function formatTime(usecs: Maybe): string {
  return usecs == null ? NOTHING : new Date(usecs / 1000).toISOString().slice(11, 16)
}

/** As `in 12 min` or `3 h ago`. */
export function formatDistance(usecs: Maybe, now: number): string {
  if (usecs == null) return NOTHING
  const seconds = (usecs - now) / USECS_PER_SECOND
  if (Math.abs(seconds) < 1) return 'now'
  return seconds > 0 ? `in ${formatSpan(seconds)}` : `${formatSpan(-seconds)} ago`
}

/** With a capital, where it stands by itself. */
export function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** An alert's template with its values put in. */
export function fillIn(
  template: string | null | undefined,
  names: readonly string[] = [],
  values: readonly string[] = []
): string {
  return (template ?? '').replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => values[names.indexOf(name)] ?? whole)
}

/**
 * What was typed as a number, times a factor; what is none goes as it is, for the server to say what is wrong with it. An
 * empty field is said in so many words: an empty text would pass for a value that is left out.
 */
export function typedNumber(text: string, factor = 1): number {
  const trimmed = text.trim() || 'nothing'
  const value = Number(trimmed)
  if (!Number.isFinite(value)) return trimmed as unknown as number
  return factor === 1 ? value : Math.round(value * factor)
}
