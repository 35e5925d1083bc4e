/** A volume group as a fixture describes it, made whole. */
import { targetOf } from '../domain/volume-groups/index.js'
import { derivedUuid } from '../engine/index.js'
import * as defaults from './defaults.js'
import type { VolumeGroupFixture } from './fixture.js'
import type { VolumeGroupSeed } from '../domain/volume-groups/index.js'

/** `key` names the group in the lab: its disks follow from it and the seed. */
export function volumeGroupSeed(
  group: VolumeGroupFixture,
  container: string,
  key: string,
  seed: string
): VolumeGroupSeed {
  const disks = group.disks ?? [{ sizeBytes: defaults.DEFAULT_DISK_BYTES }]
  return {
    name: group.name,
    changeBytesPerSecond: group.changeBytesPerSecond ?? 0,
    attachedTo: group.attachedTo ?? [],
    spec: {
      description: group.description ?? null,
      shared: group.shared ?? false,
      flashMode: false,
      iscsiTarget: targetOf(group.name, derivedUuid(seed, `target/${key}`)),
      authentication: 'NONE',
      disks: disks.map(({ sizeBytes, usedBytes }, index) => ({
        uuid: derivedUuid(seed, `volume-disk/${key}/${index}`),
        index,
        sizeBytes,
        usedBytes: Math.min(sizeBytes, usedBytes ?? Math.floor(sizeBytes * defaults.DEFAULT_USED_SHARE)),
        container: group.container ?? container,
        flashMode: false
      }))
    }
  }
}
