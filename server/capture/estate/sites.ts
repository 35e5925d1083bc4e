/** Remote sites of an estate, and the links that they need. */
import type { CommandOf } from '../../domain/core/index.js'
import type { Row } from '../../reading/index.js'
import type { Fixture } from '../../seed/index.js'
import { countIn, listIn, numberIn, objectIn, textIn } from '../answers.js'
import { booleanIn } from './cluster.js'
import type { NamedCluster } from './named-cluster.js'
import type { Notes } from './notes.js'

type Link = NonNullable<Fixture['links']>[number]
type AddSite = CommandOf<'add-remote-site'>

/** No cluster tells how fast the line is. */
export const ASSUMED_BITS_PER_SECOND = 1_000_000_000
const CEREBRO_PORT = 2020

/** Where the sites of a cluster lead, and what they are. */
export interface FoundSite {
  readonly from: NamedCluster
  /** Undefined where the cluster behind it was not read. */
  readonly to: NamedCluster | undefined
  readonly row: Row
}

export function sitesOf(clusters: readonly NamedCluster[]): FoundSite[] {
  return clusters.flatMap(from =>
    (from.answers.rows.sites ?? []).flatMap(row =>
      textIn(row, 'name') === undefined || row['marked_for_removal'] === true
        ? []
        : [{ from, to: clusters.find(other => other !== from && leadsTo(row, other)), row }]
    )
  )
}

/** By its number, where the site tells that; else by one of its addresses. */
function leadsTo(site: Row, { answers, fixture }: NamedCluster): boolean {
  const number = numberIn(site, 'cluster_id')
  if (number !== undefined && textIn(answers.rows.cluster?.[0], 'id')?.endsWith(`::${number}`) === true) return true
  const addresses = Object.keys(addressesOf(site))
  const hosts = Array.isArray(fixture.hosts) ? fixture.hosts : []
  return [fixture.vip, ...hosts.flatMap(host => host.controllerVmAddress ?? [])].some(own => addresses.includes(own))
}

function addressesOf(site: Row): Record<string, number> {
  const reported = objectIn(site, 'remote_ip_ports') ?? objectIn(site, 'remote_ip_address_ports') ?? {}
  return Object.fromEntries(
    Object.entries(reported).map(([address, port]) => [address, typeof port === 'number' ? port : CEREBRO_PORT])
  )
}

/** One for each pair of clusters of which one knows the other. */
export function linksOf(sites: readonly FoundSite[], notes: Notes): Link[] {
  const links = new Map<string, Link>()
  for (const { from, to, row } of sites) {
    if (to === undefined) continue
    const [a, b] = [from.fixture.name, to.fixture.name].sort() as [string, string]
    const usecs = numberIn(row, 'latency_in_usecs') ?? 0
    const before = links.get(`${a} ${b}`)?.latencyMilliseconds ?? 0
    const latencyMilliseconds = Math.max(before, usecs / 1000)
    links.set(`${a} ${b}`, {
      between: [a, b],
      bandwidthBitsPerSecond: ASSUMED_BITS_PER_SECOND,
      ...(latencyMilliseconds > 0 && { latencyMilliseconds })
    })
  }
  for (const { between } of links.values())
    notes.assumed.push(`the line between ${between.join(' and ')}: 1 Gbit/s, as no cluster tells its speed`)
  return [...links.values()]
}

export function siteCommand({ from, to, row }: FoundSite, notes: Notes): AddSite {
  const name = textIn(row, 'name') ?? ''
  const addresses = addressesOf(row)
  const foreign = to === undefined ? [] : Object.keys(addresses).filter(address => address !== to.fixture.vip)
  if (to === undefined)
    notes.notCarried.push(
      `${from.fixture.name}: the mappings of remote site ${name}, whose cluster was not read (--peer)`
    )
  const limit = countIn(row, 1, 'max_bps')
  return {
    type: 'add-remote-site',
    cluster: from.fixture.name,
    user: 'system',
    site: {
      name,
      addresses,
      ...(to !== undefined &&
        foreign.length > 0 && {
          owners: Object.fromEntries(foreign.map(address => [address, to.fixture.name]))
        }),
      capabilities: capabilitiesOf(row),
      containerMap: to === undefined ? {} : containerMap(row, from, to, notes),
      networkMap: to === undefined ? [] : networkMap(row),
      compression: booleanIn(row, 'compression_enabled') ?? null,
      proxy: booleanIn(row, 'proxy_enabled') ?? null,
      ssh: booleanIn(row, 'ssh_enabled') ?? null,
      bandwidthPolicyEnabled: booleanIn(row, 'bandwidth_policy_enabled') ?? null,
      bandwidthPolicy: policyOf(objectIn(row, 'bandwidth_policy')),
      maxBytesPerSecond: limit ?? null
    }
  }
}

function capabilitiesOf(row: Row): AddSite['site']['capabilities'] {
  const reported: readonly unknown[] = Array.isArray(row['capabilities']) ? row['capabilities'] : []
  const known = (['BACKUP', 'DISASTER_RECOVERY'] as const).filter(each => reported.includes(each))
  return known.length > 0 ? known : null
}

/** Without containers that one of the two sides does not have any more. */
function containerMap(row: Row, from: NamedCluster, to: NamedCluster, notes: Notes): Record<string, string> {
  const namesOn = ({ fixture }: NamedCluster): string[] => (fixture.containers ?? []).map(({ name }) => name)
  const [here, there] = [namesOn(from), namesOn(to)]
  const pairs = Object.entries(objectIn(row, 'vstore_name_map') ?? {}).flatMap(([local, remote]) =>
    typeof remote === 'string' ? [[local, remote] as const] : []
  )
  const gone = pairs.filter(([local, remote]) => !here.includes(local) || !there.includes(remote))
  for (const [local, remote] of gone)
    notes.notCarried.push(`${from.fixture.name}: the mapping of ${local} to ${remote}, one of which is not there`)
  return Object.fromEntries(pairs.filter(pair => !gone.includes(pair)))
}

function networkMap(row: Row): NonNullable<AddSite['site']['networkMap']> {
  return listIn(objectIn(row, 'network_mapping'), 'l2_network_mappings').flatMap(mapping => {
    const [source, destination] = [textIn(mapping, 'src_network_name'), textIn(mapping, 'dest_network_name')]
    if (source === undefined || destination === undefined) return []
    return [
      {
        source,
        sourceHypervisor: textIn(mapping, 'src_hypervisor_type') ?? 'kKvm',
        destination,
        destinationHypervisor: textIn(mapping, 'dest_hypervisor_type') ?? 'kKvm'
      }
    ]
  })
}

function policyOf(policy: Row | undefined): AddSite['site']['bandwidthPolicy'] {
  if (policy === undefined) return null
  return {
    name: textIn(policy, 'policy_name') ?? '',
    uuid: textIn(policy, 'policy_uuid') ?? '',
    defaultBytesPerSecond: countIn(policy, 1, 'default_bandwidth_limit') ?? null,
    windows: listIn(policy, 'bandwidth_configurations').map(window => ({
      uuid: textIn(window, 'schedule_uuid') ?? '',
      days: numberIn(window, 'days_selected') ?? 127,
      startMs: numberIn(window, 'start_time') ?? 0,
      endMs: numberIn(window, 'end_time') ?? 0,
      bytesPerSecond: numberIn(window, 'bandwidth_limit') ?? 0
    }))
  }
}
