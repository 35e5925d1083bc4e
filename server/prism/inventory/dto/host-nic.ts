/** Maps host network adapters to the wire. EMU: every host has two, linked and idle. */
import type { Cluster, Host, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

const ADAPTERS = ['eth0', 'eth1'] as const
const LINK_KBPS = 10_000_000

const unknown = '-1'
const idle = Object.fromEntries(
  ['received', 'transmitted'].flatMap(way => [
    [`network.${way}_bytes`, '0'],
    [`network.${way}_pkts`, '0'],
    [`network.${way}_rate_kBps`, '0'],
    [`network.dropped_${way}_pkts`, '0'],
    [`network.error_${way}_pkts`, '0'],
    [`network.broadcast_${way}_pkts`, unknown],
    [`network.multicast_${way}_pkts`, unknown]
  ])
)

export function hostNicDtos(here: View<Cluster>, host: View<Host>): Model<'HostNic'>[] {
  return ADAPTERS.map((name, index) => ({
    uuid: nicUuid(host, index),
    cluster_uuid: here.uuid,
    node_uuid: host.uuid,
    name,
    mac_address: macOf(host, index),
    ipv4_addresses: [],
    ipv6_addresses: [],
    dhcp_enabled: false,
    mtu_in_bytes: 1500,
    link_speed_in_kbps: LINK_KBPS,
    stats: { ...idle }
  }))
}

export function hostNicIds(host: View<Host>): string[] {
  return ADAPTERS.map((_, index) => nicUuid(host, index))
}

function nicUuid(host: View<Host>, index: number): string {
  return `${host.uuid.slice(0, -2)}${(index + 1).toString(16).padStart(2, '0')}`
}

/** Administered locally, so that it is nobody else's. */
function macOf(host: View<Host>, index: number): string {
  const digits = host.uuid.replaceAll('-', '').slice(0, 8)
  return `02:${digits.match(/../g)?.join(':') ?? ''}:${index.toString(16).padStart(2, '0')}`
}
