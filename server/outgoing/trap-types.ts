/** Traps by kind of alert: number and name in the vendor's MIB. */
import type { AlertKind } from '../domain/notices/index.js'

interface TrapType {
  /** The last number of its OID, below the vendor's. */
  readonly number: number
  readonly name: string
}

const named = (number: number, name: string): TrapType => ({ number, name: `ntxTrap${name}` })

/** Kinds that the MIB is known to have [C: NUTANIX-MIB]. */
const trapTypes: { readonly [Kind in AlertKind]?: TrapType } = {
  'replication-failed': named(1079, 'ProtectionDomainReplicationFailure'),
  'snapshot-failed': named(1080, 'ProtectionDomainSnapshotFailure'),
  'restore-aborted': named(1083, 'EntityRestoreAborted'),
  'receive-failed': named(1084, 'ProtectionDomainReceiveSnapshotFailure'),
  'secure-tunnel-down': named(1085, 'SecureTunnelToRemoteSiteDown'),
  'remote-activation-failed': named(1087, 'ProtectionDomainActivation'),
  'duplicate-remote-cluster': named(1088, 'DuplicateRemoteClusterID'),
  'network-mapping-missing': named(1090, 'RemoteSiteremotenameNetworkMappingMissing'),
  'rpo-missed': named(1092, 'RecoveryPointObjectiveCannotBeMet'),
  'snapshot-skipped': named(1094, 'ProtectionDomainSnapshotOperationSkipped'),
  'replication-skipped': named(1095, 'SkippedReplicationOfTheSnapshot'),
  'remote-site-stale': named(1097, 'IncorrectClusterInformationInRemoteSite'),
  'registrations-failed': named(1100, 'RegistrationOfOneOrMoreVMsFailed'),
  'guest-tools-missing': named(1107, 'NutanixGuestToolsNotInstalled'),
  'network-mapping-invalid': named(1108, 'RemoteSiteremotenameNetworkMappingInvalid'),
  'vss-failed': named(1109, 'VSSSnapshotFailed'),
  'vms-not-found': named(1111, 'ProtectedVmsNotFound'),
  'nearsync-limit': named(1112, 'ProtectionDomainContainsMoreThanSpecifiedVMs'),
  'remote-site-unhealthy': named(1116, 'RemoteSiteIsUnhealthy'),
  'restored-unprotected': named(1117, 'EntitiesRestoredButUnprotected'),
  'replication-full': named(1118, 'ProtectionDomainFullReplicationPerformed'),
  'vm-renamed': named(1120, 'ProtectedVMRenamedDuringClone'),
  'vm-registration-failed': named(1122, 'VMRegistrationFailed'),
  'replication-expired': named(1123, 'ProtectionDomainReplicationExpired'),
  'entity-skipped': named(1125, 'EntitiesSkippedDuringRestore'),
  'change-mode-failed': named(1126, 'ProtectionDomainChangeModeFailure'),
  'volume-group-action-failed': named(1130, 'VolumeGroupActionError'),
  'crash-consistent': named(1132, 'SnapshotPartiallyCrashConsistent'),
  'snapshot-reserve-full': named(1136, 'SnapshotReserveOnSSDIsFull'),
  'nearsync-fallen-back': named(1141, 'ProtectionDomainTransitioningToLowerFrequencySnapshotting'),
  'replication-queued': named(1142, 'SnapshotQueuedForReplicationsToRemoteSite'),
  'remote-site-out-of-reach': named(1251, 'RemoteSiteConnectivityNotNormal')
}

/** Any other goes as the MIB's general one [EMU]. */
const GENERAL: TrapType = { number: 991, name: 'ntxTrap' }

export function trapTypeOf(kind: string): TrapType {
  return (trapTypes as Readonly<Record<string, TrapType>>)[kind] ?? GENERAL
}
