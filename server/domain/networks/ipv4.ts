/** IPv4 addresses as numbers, so that ranges of them can be compared and counted. */

const BITS = 32

/** The number of a dotted address; undefined where the text is none. */
export function addressNumber(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined
  const parts = text.split('.').map(Number)
  return parts.some(part => part > 255) ? undefined : parts.reduce((sum, part) => sum * 256 + part, 0)
}

/** The number of an address that has been checked. */
export function numberOf(address: string): number {
  const number = addressNumber(address)
  if (number === undefined) throw new Error(`${address} is no IPv4 address`)
  return number
}

export function addressText(number: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.')
}

/** Addresses of a subnet, its own and its broadcast address among them. */
export function subnetSize(prefixLength: number): number {
  return 2 ** (BITS - prefixLength)
}
