/** Names that the product's entity database has for fields of a row, by which consoles and clients filter and order lists. */
import { getOwn } from '../../domain/core/index.js'
import type { Attributes } from './filter.js'

type Names = Readonly<Record<string, string>>

/** By the vendor's model of a row: a name of the entity database, and the field of the row that has its value [C: clients]. */
const namesByModel = {
  'appliance.configuration.ClusterDTO': { cluster_id: 'id', cluster_name: 'name' },
  'appliance.configuration.ContainerDTO': { storage_container_id: 'id', storage_container_name: 'name' },
  'appliance.configuration.DiskDTO': { disk_id: 'id' },
  'appliance.configuration.NodeDTO': { host_name: 'name', host_uuid: 'uuid', node_name: 'name', node_uuid: 'uuid' },
  'appliance.configuration.StoragePoolDTO': { storage_pool_id: 'id', storage_pool_name: 'name' },
  'appliance.configuration.VirtualDiskDTO': { virtual_disk_uuid: 'uuid' },
  'dr.ProtectionDomainDTO': { protection_domain_name: 'name' },
  'dr.RemoteSiteDTO': { remote_site_name: 'name' }
} as const satisfies Readonly<Record<string, Names>>

/** Names of the entity database for the rows of a model; none for a model that is in no list of that database. */
export function entityNames(vendorModel: string): readonly string[] {
  return Object.keys(getOwn<Names>(namesByModel, vendorModel) ?? {})
}

/** Shows the rows of a model with their names of the entity database beside their own. */
export function withEntityNames(vendorModel: keyof typeof namesByModel): (row: object) => Attributes {
  const names = Object.entries(namesByModel[vendorModel])
  return row => {
    const fields = row as Attributes
    return { ...Object.fromEntries(names.map(([name, field]) => [name, fields[field]])), ...fields }
  }
}
