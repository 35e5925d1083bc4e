/** What a fixture leaves unsaid. */
import type { Settings } from '../domain/core/index.js'

export const DEFAULT_SEED = 'pesim'

export const defaultSettings: Readonly<Settings> = {
  carrySchedules: false,
  deleteNeedsEmpty: false,
  licence: 'enforce',
  guestShutdownSeconds: 20,
  guestShutdownLimitSeconds: 300,
  activationSeconds: 5,
  deactivationSeconds: 5,
  restoreSeconds: 5,
  removalSeconds: 5,
  tombstoneSeconds: 10,
  snapshotCollectionSeconds: 300,
  replicationTimeoutSeconds: 900,
  migrationSnapshotSeconds: 24 * 3600,
  compressionRatio: 0.7,
  limits: 'warn',
  nearSyncMissesMax: 3,
  nearSyncReserveBytesPerNode: 360e9,
  nearSyncRollUp: true
}

export const DEFAULT_VERSION = '6.5.5.7'
export const DEFAULT_TIMEZONE = 'UTC'
export const DEFAULT_HOSTS = 3
export const DEFAULT_CONTAINER_BYTES = 20 * 1024 ** 4
export const DEFAULT_MEMORY_MB = 4096
export const DEFAULT_DISK_BYTES = 40 * 1024 ** 3
/** The usable share of a disk that is used, where nothing is said. */
export const DEFAULT_USED_SHARE = 0.5

export const HOST_MEMORY_BYTES = 192 * 1024 ** 3
export const HOST_CPU_MODEL = 'Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz'
export const HOST_CPU_HZ = 2_900_000_000
export const HOST_CORES = 32
export const HOST_SOCKETS = 2
