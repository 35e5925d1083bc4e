/** Additional space figures as decimal text [C: the names]; stored bytes are in `storageUsage`. */
import type { StoredBytes } from '../../domain/storage/index.js'
import type { Model } from '../core/index.js'

/** Space as guests count it: each byte once, however many copies are kept. */
export function userUsage({ logical }: StoredBytes, capacity: number, copies: number): Record<string, string> {
  const usable = Math.floor(capacity / copies)
  return {
    'storage.user_capacity_bytes': String(usable),
    'storage.user_free_bytes': String(Math.max(0, usable - logical)),
    'storage.user_usage_bytes': String(logical)
  }
}

const PPM = 1_000_000

/** What each way to save space saves. EMU: none does, so that the ratio is 1. */
export function reduction({ logical }: StoredBytes): Record<string, string> {
  const ways = ['', '.compression', '.dedup', '.erasure_coding']
  const figures = ways.flatMap(way => [
    [`data_reduction${way}.pre_reduction_bytes`, logical],
    [`data_reduction${way}.post_reduction_bytes`, logical],
    [`data_reduction${way}.saved_bytes`, 0],
    [`data_reduction${way}.saving_ratio_ppm`, PPM]
  ])
  return Object.fromEntries(figures.map(([name, value]) => [name, String(value)]))
}

const tierNames: Readonly<Record<string, string>> = { SSD: 'ssd', HDD: 'das-sata' }

/** The disks of each tier together; a tier that has none is there with zeros. */
export function tierUsage(disks: readonly Model<'PhysicalDisk'>[]): Record<string, string> {
  const figures = Object.entries(tierNames).flatMap(([tier, name]) =>
    ['capacity', 'free', 'usage'].map(figure => [
      `storage_tier.${name}.${figure}_bytes`,
      String(
        sumOf(
          disks.filter(disk => disk.storage_tier_name === tier),
          `storage.${figure}_bytes`
        )
      )
    ])
  )
  return Object.fromEntries(figures) as Record<string, string>
}

function sumOf(disks: readonly Model<'PhysicalDisk'>[], figure: string): number {
  return disks.reduce((sum, { usage_stats: usage }) => sum + Number(usage?.[figure] ?? 0), 0)
}
