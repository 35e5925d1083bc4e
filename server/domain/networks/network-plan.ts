/** Address management of a network as a client asks for it, checked and completed. */
import { addressNumber, addressText, numberOf, subnetSize } from './ipv4.js'
import type { AddressRange, Ipam } from '../core/index.js'
import { Refusal } from '../core/index.js'
import type { IpamRequest } from './vocabulary.js'

/** The virtual switch of a new cluster. */
export const DEFAULT_BRIDGE = 'br0'

/** Below it there is no room for a gateway, a DHCP server and a VM. */
const PREFIX_MAX = 29
/** Larger ones than 10.0.0.0/8 are nobody's. */
const PREFIX_MIN = 8
const POOLS_MAX = 32

/** Completes the address management of a network. Throws a `Refusal` where its parts do not fit together. */
export function ipamOf(request: IpamRequest, reserved: readonly string[]): Ipam {
  const { prefixLength } = request
  const first = addressNumber(request.networkAddress)
  if (!Number.isInteger(prefixLength) || prefixLength < PREFIX_MIN || prefixLength > PREFIX_MAX)
    throw invalid(`Prefix length ${prefixLength} is not between ${PREFIX_MIN} and ${PREFIX_MAX}`)
  const size = subnetSize(prefixLength)
  if (first === undefined || first % size !== 0)
    throw invalid(`${request.networkAddress}/${prefixLength} is not a subnet`)
  /** The number of an address that hosts can have. */
  const usable = (what: string, text: string): number => {
    const number = addressNumber(text)
    if (number !== undefined && number > first && number < first + size - 1) return number
    throw invalid(`${what} ${text} is not an address of ${request.networkAddress}/${prefixLength}`)
  }
  const gateway = isPresent(request.gateway) ? addressText(usable('Default gateway', request.gateway)) : null
  const last = first + size - 2
  const dhcpServer = isPresent(request.dhcpServer)
    ? addressText(usable('DHCP server', request.dhcpServer))
    : addressText(gateway !== null && numberOf(gateway) === last ? last - 1 : last)
  if (request.ranges.length > POOLS_MAX) throw invalid(`A network has ${POOLS_MAX} pools at most`)
  const pools = request.ranges.map(range => {
    const [from, to, ...more] = range.trim().split(/\s+/)
    if (from === undefined || to === undefined || more.length > 0)
      throw invalid(`Pool ${JSON.stringify(range)} is not a first and a last address, separated by a blank`)
    const [start, end] = [usable('Pool address', from), usable('Pool address', to)]
    if (start > end) throw invalid(`Pool ${range} ends before it begins`)
    return { first: addressText(start), last: addressText(end) }
  })
  refuseOverlap(pools)
  const { dhcp } = request
  return { networkAddress: addressText(first), prefixLength, gateway, dhcpServer, dhcp, pools, reserved }
}

function refuseOverlap(pools: readonly AddressRange[]): void {
  const sorted = pools.map(({ first, last }) => [numberOf(first), numberOf(last)] as const).sort(([a], [b]) => a - b)
  sorted.forEach(([start], at) => {
    const before = sorted[at - 1]
    if (before !== undefined && start <= before[1]) throw invalid(`Pools overlap at ${addressText(start)}`)
  })
}

function isPresent(text: string | null): text is string {
  return text !== null && text !== ''
}

function invalid(message: string): Refusal {
  return new Refusal('network/invalid', message)
}
