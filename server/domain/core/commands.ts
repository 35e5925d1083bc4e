/** Everything that can be asked of a world: by a client of the product, by a test, or by the agenda when it falls due. */
import type { FailoverCommand, FailoverDueCommand } from './commands/failover.js'
import type { FileServerCommand, FileServerControlCommand } from './commands/file-servers.js'
import type { IncidentControlCommand, IncidentDueCommand } from './commands/incidents.js'
import type { InventoryCommand, InventoryControlCommand } from './commands/inventory.js'
import type { LinkCommand, LinkControlCommand, LinkDueCommand } from './commands/links.js'
import type { NetworkCommand } from './commands/networks.js'
import type { NoticeCommand, NoticeDueCommand } from './commands/notices.js'
import type { ProtectionCommand, ProtectionDueCommand } from './commands/protection.js'
import type { SettingsCommand, SettingsControlCommand } from './commands/settings.js'
import type { StorageCommand } from './commands/storage.js'
import type { VolumeGroupCommand, VolumeGroupControlCommand } from './commands/volume-groups.js'

export type { FileServerRequest } from './commands/file-servers.js'
export type { VmRequest } from './commands/inventory.js'
export type { LinkChange, RemoteSiteRequest } from './commands/links.js'
export type { IpamRequest, NetworkRequest } from './commands/networks.js'
export type { RetentionRequest, ScheduleRequest } from './commands/protection.js'
export type { ListedEntries, ListedEntry, UserRequest } from './commands/settings.js'
export type { ContainerChange } from './commands/storage.js'
export type { VolumeGroupChange, VolumeGroupSeed } from './commands/volume-groups.js'

/** What a client of the product asks. */
export type ClientCommand =
  | LinkCommand
  | InventoryCommand
  | NetworkCommand
  | VolumeGroupCommand
  | FileServerCommand
  | StorageCommand
  | SettingsCommand
  | NoticeCommand
  | ProtectionCommand
  | FailoverCommand

/** What a test, a fixture or the control API asks: nothing of the product can. */
export type ControlCommand =
  | LinkControlCommand
  | InventoryControlCommand
  | VolumeGroupControlCommand
  | FileServerControlCommand
  | SettingsControlCommand
  | IncidentControlCommand

/** Given by the agenda alone, at the instant at which it falls due. */
export type DueCommand =
  LinkDueCommand | NoticeDueCommand | ProtectionDueCommand | FailoverDueCommand | IncidentDueCommand

export type Command = ClientCommand | ControlCommand | DueCommand
export type CommandType = Command['type']
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>
