/** Fields that v0.8 adds to models of v2.0, computed from v2.0's, by the vendor's model name. */
import type { Model } from '../core/index.js'

type Fields = Readonly<Record<string, unknown>>

export const v08OnlyFields: Readonly<Record<string, (row: never) => Fields>> = {
  // v0.8 publishes the UUID and the snapshot of a disk's source beside no address [C: Swagger].
  'uhura.VmDiskCloneDTO': ({ disk_address: address, snapshot_group_uuid: group }: Model<'VmDiskClone'>) => ({
    vmDiskUuid: address?.vmdisk_uuid ?? null,
    snapshotGroupId: group ?? null
  })
}
