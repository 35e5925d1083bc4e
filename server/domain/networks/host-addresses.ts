/** Checks of host names, IPv4 addresses, subnets and ports in settings. */
import { addressNumber } from './ipv4.js'

const HOST_NAME_MAX = 253
const LABEL = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i

export function isIpv4(text: string): boolean {
  return addressNumber(text) !== undefined
}

/** Whether a text is a host name or an IPv4 address; digits and dots alone are no name. */
export function isHost(text: string): boolean {
  if (/^[\d.]+$/.test(text)) return isIpv4(text)
  return text.length <= HOST_NAME_MAX && text.split('.').every(label => LABEL.test(label))
}

/** Whether a text has the form of an IPv6 address: groups of hexadecimal digits, and two colons in a row once at most. */
export function isIpv6(text: string): boolean {
  const halves = text.toLowerCase().split('::')
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  const isWhole = halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8
  return isWhole && groups.every(group => /^[\da-f]{1,4}$/.test(group))
}

/** `192.168.0.0/24` or `192.168.0.0/255.255.255.0`. */
export function isSubnet(text: string): boolean {
  const [address = '', mask = '', ...more] = text.split('/')
  return more.length === 0 && isIpv4(address) && (isIpv4(mask) || (/^\d{1,2}$/.test(mask) && Number(mask) <= 32))
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535
}
