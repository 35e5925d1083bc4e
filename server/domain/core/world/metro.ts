/** Metro availability: a storage container that two clusters hold alike, write by write. */
import type { Instant } from '../time.js'

type MetroRole = 'Active' | 'Standby'
type MetroStatus = 'Synchronizing' | 'Enabled' | 'Disabled' | 'Decoupled'

/** Who decides when the other side is lost. */
export type FailureHandling = 'None' | 'Automatic' | 'Manual' | 'Witness'

/** One side of the relation; the other side has its own. */
export interface Metro {
  /** The storage container, of one name on both sides. */
  container: string
  /** The other side, as this one names it. */
  site: string
  role: MetroRole
  status: MetroStatus
  failureHandling: FailureHandling
  /** How long the other side may be out of reach before the relation breaks by itself. */
  breakAfterSeconds: number
  /** When both sides will hold the same; null unless they are being brought together. */
  syncedAt: Instant | null
  /** Since when the other side is out of reach of a relation that stands. */
  isolatedSince: Instant | null
}
