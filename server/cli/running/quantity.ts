/** Reads durations, rates and sizes as people write them. Each throws `ConfigError` for what is none. */
import { ConfigError } from '../../config/index.js'

const unitSeconds = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86_400, w: 604_800 } as const
const thousands = { '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 } as const

/** Seconds of `90`, `90s`, `5m`, `1h30m`, `2d`. */
export function secondsOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|[smhdw])\s*/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new ConfigError(`${JSON.stringify(text)} is not a duration such as 90s, 5m, 1h30m or 2d`)
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitSeconds[unit as keyof typeof unitSeconds], 0)
}

/** Bits per second of `500M`, `56kbit/s`, `1000000`. */
export function bitsPerSecondOf(text: string): number {
  return inThousands(
    text,
    /^(\d+(?:\.\d+)?)\s*([kMGT]?)(?:(?:bit|b)(?:\/s|ps))?$/,
    'a rate in bits a second such as 500M or 1G'
  )
}

/** Bytes of `5MB`, `5M`, `4096`; of a rate too, as `5MB/s`. */
export function bytesOf(text: string): number {
  return inThousands(text, /^(\d+(?:\.\d+)?)\s*([kMGT]?)B?(?:\/s)?$/, 'a number of bytes such as 4096 or 5MB')
}

export function numberOf(text: string, name: string): number {
  const number = text.trim() === '' ? NaN : Number(text)
  if (Number.isFinite(number)) return number
  throw new ConfigError(`${name} ${JSON.stringify(text)} is not a number`)
}

function inThousands(text: string, pattern: RegExp, expected: string): number {
  const [, count, unit] = pattern.exec(text) ?? []
  if (count === undefined) throw new ConfigError(`${JSON.stringify(text)} is not ${expected}`)
  return Number(count) * thousands[unit as keyof typeof thousands]
}
