/** The disks of a new cluster: two SSDs and two HDDs in each host, together as large as its largest container. */
import { distribute } from '../domain/storage/index.js'
import type { DiskTier, PhysicalDisk } from '../domain/core/index.js'
import { derivedUuid } from '../engine/index.js'

/** By slot: the tier, and the share of the host's bytes. */
const slots: readonly (readonly [DiskTier, number])[] = [
  ['SSD', 1],
  ['SSD', 1],
  ['HDD', 4],
  ['HDD', 4]
]
/** Numbers of disks begin here, beside those of hosts. */
const FIRST_NUMBER = 20

/** By host. */
export function hostDisks(seed: string, cluster: string, hosts: number, capacityBytes: number): PhysicalDisk[][] {
  const sizes = distribute(capacityBytes, Array.from({ length: hosts }, () => slots.map(([, share]) => share)).flat())
  return Array.from({ length: hosts }, (_, host) =>
    slots.map(([tier], slot) => {
      const index = host * slots.length + slot
      const uuid = derivedUuid(seed, `physical-disk/${cluster}/${index}`)
      return {
        uuid,
        number: FIRST_NUMBER + index,
        serial: uuid.slice(-12).toUpperCase(),
        tier,
        sizeBytes: sizes[index] ?? 0,
        location: slot + 1,
        leaving: false
      }
    })
  )
}
