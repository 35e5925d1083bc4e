/** Cluster list of v3 [C: recorded]: Prism Central lists all clusters and itself, a cluster lists itself. */
import type { components } from '../../build/contract/central.types.js'
import { Refusal } from '../domain/core/index.js'
import type { Cluster, View, World } from '../domain/core/index.js'
import { subnetWithMask } from '../prism/administration/index.js'
import type { CentralIdentity } from '../prism/core/index.js'
import { v3List } from './list.js'
import { PC_VERSION } from './version.js'

type Schemas = components['schemas']
type Intent = Schemas['ClusterIntent']

/** Who is told of: all clusters at Prism Central, that one at a cluster. */
export interface KnownClusters {
  readonly world: View<World>
  readonly registered: readonly View<Cluster>[]
  /** Those that answer: what is on the others nobody can tell. */
  readonly clusters: readonly View<Cluster>[]
  /** Undefined at a cluster. */
  readonly central: CentralIdentity | undefined
}

const listed = { kind: 'cluster', attributes: ['name', 'uuid'] } as const

export function listClusters(
  known: KnownClusters,
  request: Schemas['ClusterListRequest'] | null
): Schemas['ClusterList'] {
  const rows = intentsOf(known).map(intent => ({
    attributes: { name: intent.status?.name ?? '', uuid: intent.metadata?.uuid ?? '' },
    intent
  }))
  const { metadata, ...rest } = v3List(listed, rows, request)
  const paged = request?.length != null || request?.offset != null
  return { ...rest, metadata: paged ? metadata : withoutPage(metadata) }
}

/** Of a list that nobody asked a page of, the metadata do not tell a page [C: recorded, clusters/list]. */
function withoutPage({
  length: _length,
  offset: _offset,
  ...metadata
}: Schemas['ListMetadata']): Schemas['ListMetadata'] {
  return metadata
}

export function clusterIntent(known: KnownClusters, uuid: string): Intent {
  const found = intentsOf(known).find(({ metadata }) => metadata?.uuid === uuid)
  if (found === undefined) throw new Refusal('cluster/not-found', `Cluster ${uuid} does not exist`)
  return found
}

function intentsOf({ registered, central }: KnownClusters): Intent[] {
  return [...registered.map(ofCluster), ...(central === undefined ? [] : [ofCentral(central)])]
}

function ofCluster({ name, uuid, vip, subnet, version, timezone, hypervisor, hosts, power }: View<Cluster>): Intent {
  const type = hypervisor === 'kKvm' ? 'AHV' : 'VMWARE'
  return intent(name, uuid, {
    nodes: {
      hypervisor_server_list: [
        ...hosts.map(({ hypervisorAddress: ip }) => ({ ip, version: '', type })),
        { ip: '127.0.0.1', version: '', type }
      ]
    },
    config: { ...config('AOS', version), timezone, redundancy_factor: 2, is_available: power === 'on' },
    network: network(vip, subnetWithMask(subnet))
  })
}

function ofCentral({ name, uuid, address }: CentralIdentity): Intent {
  return intent(name, uuid, {
    nodes: { hypervisor_server_list: [{ ip: '127.0.0.1', version: '', type: 'AHV' }] },
    config: { ...config('PRISM_CENTRAL', PC_VERSION), timezone: 'UTC', redundancy_factor: 1, is_available: true },
    network: network(address, null)
  })
}

function intent(name: string, uuid: string, resources: Schemas['ClusterResources']): Intent {
  return {
    status: { state: 'COMPLETE', name, resources },
    spec: { name, resources },
    metadata: { kind: 'cluster', spec_version: 0, uuid, categories: {} }
  }
}

function config(service: string, version: string): Schemas['ClusterConfig'] {
  return {
    service_list: [service],
    build: { version, full_version: version },
    software_map: { NOS: { software_type: 'NOS', status: 'INSTALLED', version } },
    operation_mode: 'NORMAL',
    cluster_arch: 'X86_64',
    encryption_status: 'NOT_SUPPORTED'
  }
}

function network(address: string, subnet: string | null): Schemas['ClusterNetwork'] {
  return {
    external_ip: address,
    external_subnet: subnet,
    internal_subnet: '192.168.5.0/255.255.255.128',
    name_server_ip_list: [],
    ntp_server_ip_list: []
  }
}
