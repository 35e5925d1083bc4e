/** Chapter 1: each cluster defines the other as a remote site, in the two steps of the dialog. */
import { known } from '../calls.js'
import type { Model } from '../calls.js'
import type { Site, Stage } from '../stage.js'

const CEREBRO_PORT = 2020
/** The fixture's tunnel. */
const LATENCY_USECS = 85_000

interface Place {
  readonly address: string
  readonly container: string
  readonly networks: readonly string[]
}

export async function remoteSites(stage: Stage): Promise<void> {
  stage.chapter(1, 'Remote sites')
  const places = { france: await placeOf(stage, 'france'), canada: await placeOf(stage, 'canada') }
  await define(stage, 'france', 'canada', places)
  const alone = await remoteSite(stage, 'france', 'canada')
  stage.expect('one side alone is not enough', alone.status, 'RELATIONSHIP_NOT_ESTABLISHED')
  await define(stage, 'canada', 'france', places)

  for (const [here, there] of pairs) {
    const site = await remoteSite(stage, here, there)
    stage.expect(
      `${here} and ${there} are in touch`,
      [site.status, site.latency_in_usecs],
      ['RELATIONSHIP_ESTABLISHED', LATENCY_USECS]
    )
    stage.expect(`${here} maps base, VLAN50 and its container`, mapsOf(site), mappings(places[here], places[there]))
  }
}

const pairs = [
  ['france', 'canada'],
  ['canada', 'france']
] as const

/** What the dialog reads of a cluster before it lets anybody map it. */
async function placeOf(stage: Stage, site: Site): Promise<Place> {
  const door = stage.v2[site]
  const cluster = await door('get', '/cluster', {}, ({ name, version, cluster_external_ipaddress: address }) => {
    return `${name}, AOS ${version}, ${address}`
  })
  const containers = await door('get', '/storage_containers', {})
  const networks = await door('get', '/networks', {})
  return {
    address: known(cluster.cluster_external_ipaddress, 'virtual address'),
    container: known(containers.entities[0]?.name, 'storage container'),
    networks: networks.entities.map(({ name }) => known(name, 'network'))
  }
}

/** `Add Site`, which makes the site, then `Save`, which maps networks and containers. */
async function define(stage: Stage, here: Site, there: Site, places: Readonly<Record<Site, Place>>): Promise<void> {
  const door = stage.v2[here]
  const details = {
    name: there,
    remote_ip_ports: { [places[there].address]: CEREBRO_PORT },
    capabilities: ['DISASTER_RECOVERY']
  }
  await door('post', '/remote_sites', { body: details }, ({ name, status }) => `${name}: ${status}`)
  const { networks, vstore_name_map } = mappings(places[here], places[there])
  const network_mapping = {
    l2_network_mappings: networks.map(([source, destination]) => ({
      src_hypervisor_type: 'kKvm',
      src_network_name: source,
      dest_hypervisor_type: 'kKvm',
      dest_network_name: destination
    }))
  }
  const body = { ...details, compression_enabled: true, network_mapping, vstore_name_map }
  await door('put', '/remote_sites', { body }, site => `${mapsOf(site).networks.length} networks, 1 container mapped`)
}

async function remoteSite(stage: Stage, here: Site, there: Site): Promise<Model<'RemoteSite'>> {
  return stage.v2[here]('get', '/remote_sites/{name}', { path: { name: there } }, site => `${site.status}`)
}

/** Each network to the one of its name, and the one container to the one container. */
function mappings(here: Place, there: Place) {
  return {
    networks: here.networks.map(name => [name, name] as const),
    vstore_name_map: { [here.container]: there.container }
  }
}

function mapsOf({ network_mapping, vstore_name_map }: Model<'RemoteSite'>) {
  const rows = network_mapping?.l2_network_mappings ?? []
  return { networks: rows.map(row => [row.src_network_name, row.dest_network_name]), vstore_name_map }
}
