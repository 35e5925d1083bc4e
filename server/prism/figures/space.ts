/** Additional space figures as decimal text [C: clients, the names]; stored bytes are in `storageUsage`. */
import type { StoredBytes } from '../../domain/storage/index.js'
import type { Model } from '../core/index.js'

/** What is stored, what could be, and what was set aside of it. */
export interface Space {
  readonly stored: StoredBytes
  /** Physical bytes. */
  readonly capacity: number
  /** Copies that are kept of each byte. */
  readonly copies: number
  readonly reserved?: number
  /** Physical bytes of the pool that it lies in, and what other containers have set aside of it. */
  readonly pool?: number
  readonly reservedByOthers?: number
}

/** Physical bytes on disks, where nothing tells whose copies they are. */
export function onDisks(physical: number): StoredBytes {
  return { logical: physical, physical, usage: 0 }
}

/** How full something is, physically and as guests count it: each byte once, however many copies are kept. */
export function spaceUsage(space: Space): Record<string, string> {
  const { stored, capacity, copies, reserved = 0, pool = capacity, reservedByOthers = 0 } = space
  const figures = { ...ofBytes('storage.', stored.physical, capacity, reserved), ...ofUser() }
  const whole: Record<string, number> = {
    ...figures,
    'storage.logical_usage_bytes': stored.logical,
    'storage.logical_snapshot_usage_bytes': stored.usage,
    'storage.snapshot_reclaimable_bytes': stored.usage * copies,
    'storage.recycle_bin_usage_bytes': 0,
    'storage.disk_physical_usage_bytes': stored.physical,
    'storage.user_disk_physical_usage_bytes': stored.logical,
    'storage.container_own_usage_bytes': stored.physical,
    'storage.user_container_own_usage_bytes': stored.logical,
    'storage.user_storage_pool_capacity_bytes': Math.floor(pool / copies),
    'storage.user_other_containers_reserved_capacity_bytes': Math.floor(reservedByOthers / copies)
  }
  return Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, String(value)]))

  function ofUser(): Record<string, number> {
    return ofBytes('storage.user_', stored.logical, Math.floor(capacity / copies), Math.floor(reserved / copies))
  }
}

/** Capacity, free and used bytes, of all, of what is set aside and of the rest. */
function ofBytes(prefix: string, used: number, capacity: number, reserved: number): Record<string, number> {
  const usedOfReserved = Math.min(reserved, used)
  const usedOfRest = used - usedOfReserved
  const rest = Math.max(0, capacity - reserved)
  return {
    [`${prefix}capacity_bytes`]: capacity,
    [`${prefix}free_bytes`]: Math.max(0, capacity - used),
    [`${prefix}usage_bytes`]: used,
    [`${prefix}reserved_capacity_bytes`]: reserved,
    [`${prefix}reserved_free_bytes`]: reserved - usedOfReserved,
    [`${prefix}reserved_usage_bytes`]: usedOfReserved,
    [`${prefix}unreserved_capacity_bytes`]: rest,
    [`${prefix}unreserved_free_bytes`]: Math.max(0, rest - usedOfRest),
    [`${prefix}unreserved_usage_bytes`]: usedOfRest,
    [`${prefix}unreserved_own_usage_bytes`]: usedOfRest,
    [`${prefix}unreserved_shared_usage_bytes`]: 0
  }
}

const PPM = 1_000_000

/** Ways to save space that say what was there before and after, and those that say only what they save [C: clients, the names]. */
const measuredWays = ['', '.overall', '.compression', '.dedup', '.erasure_coding']
const otherWays = ['.clone', '.snapshot', '.thin_provision']

/** What each way to save space saves. EMU: none does, so that the ratio is 1. */
export function reduction({ logical, physical }: StoredBytes): Record<string, string> {
  const measured = measuredWays.flatMap(way => [
    [`data_reduction${way}.pre_reduction_bytes`, physical],
    [`data_reduction${way}.post_reduction_bytes`, physical],
    [`data_reduction${way}.user_pre_reduction_bytes`, logical],
    [`data_reduction${way}.user_post_reduction_bytes`, logical]
  ])
  const saved = [...measuredWays, ...otherWays].flatMap(way => [
    [`data_reduction${way}.saved_bytes`, 0],
    [`data_reduction${way}.user_saved_bytes`, 0],
    [`data_reduction${way}.saving_ratio_ppm`, PPM]
  ])
  const figures = [...measured, ...saved, ['data_reduction.erasure_coding.parity_bytes', 0]]
  return Object.fromEntries(figures.map(([name, value]) => [name, String(value)]))
}

/** The names of all figures of space. */
export function spaceFigureNames(): string[] {
  const nothing = onDisks(0)
  return Object.keys({
    ...spaceUsage({ stored: nothing, capacity: 0, copies: 1 }),
    ...reduction(nothing),
    ...tierUsage([])
  })
}

/** Tiers of disks by the name that they have in figures. */
export const tierNames: Readonly<Record<string, string>> = { SSD: 'ssd', HDD: 'das-sata' }

/** The disks of each tier together; a tier that has none is there with zeros. */
export function tierUsage(disks: readonly Model<'PhysicalDisk'>[]): Record<string, string> {
  const figures = Object.entries(tierNames).flatMap(([tier, name]) => {
    const ofTier = disks.filter(disk => disk.storage_tier_name === tier)
    return [
      ...['capacity', 'free', 'usage'].map(figure => [figure, sumOf(ofTier, `storage.${figure}_bytes`)] as const),
      ['pinned', 0] as const,
      ['pinned_usage', 0] as const
    ].map(([figure, value]) => [`storage_tier.${name}.${figure}_bytes`, String(value)])
  })
  return Object.fromEntries(figures) as Record<string, string>
}

function sumOf(disks: readonly Model<'PhysicalDisk'>[], figure: string): number {
  return disks.reduce((sum, { usage_stats: usage }) => sum + Number(usage?.[figure] ?? 0), 0)
}
