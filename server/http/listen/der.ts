/** Minimal DER encoder (ITU-T X.690) for X.509 certificates. */

const tagged = (tag: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([tag]), length(content), content])

/** Short form below 128 bytes, otherwise the number of length bytes and then those. */
function length({ length: bytes }: Buffer): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes])
  const hex = bytes.toString(16)
  const encoded = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return Buffer.concat([Buffer.from([0x80 | encoded.length]), encoded])
}

export const sequence = (...items: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(items))
export const set = (...items: readonly Buffer[]): Buffer => tagged(0x31, Buffer.concat(items))
export const octets = (content: Buffer): Buffer => tagged(0x04, content)
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text))
export const yes = (): Buffer => tagged(0x01, Buffer.from([0xff]))
/** Bits from the first; `unused` of the last byte do not count. */
export const bits = (content: Buffer, unused = 0): Buffer =>
  tagged(0x03, Buffer.concat([Buffer.from([unused]), content]))
/** A field told by its number, with a whole value inside. */
export const explicit = (field: number, content: Buffer): Buffer => tagged(0xa0 | field, content)
/** A field told by its number, in place of the value's own tag. */
export const implicit = (field: number, content: Buffer): Buffer => tagged(0x80 | field, content)

/** Not negative: a leading zero keeps the top bit from being a sign. */
export function integer(bytes: Buffer): Buffer {
  return tagged(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

/** An object identifier, as `2.5.29.17`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}

/** Whole seconds, UTC: two digits of the year until 2049, four from then on (RFC 5280, 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '')
  return date.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits))
}
