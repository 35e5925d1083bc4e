/** Everything that can be asked of a world, happen to it, and be refused: the rooms' vocabularies, united. */
import type { ActivationVocabulary } from '../../activation/vocabulary.js'
import type { FileServerVocabulary } from '../../file-servers/vocabulary.js'
import type { IncidentVocabulary } from '../../incidents/vocabulary.js'
import type { InventoryVocabulary } from '../../inventory/vocabulary.js'
import type { LinkVocabulary } from '../../links/vocabulary.js'
import type { MetroVocabulary } from '../../metro/vocabulary.js'
import type { MigrationVocabulary } from '../../migration/vocabulary.js'
import type { NetworkVocabulary } from '../../networks/vocabulary.js'
import type { NoticeVocabulary } from '../../notices/vocabulary.js'
import type { ProtectionVocabulary } from '../../protection/vocabulary.js'
import type { RecoveryVocabulary } from '../../recovery/vocabulary.js'
import type { ReplicationVocabulary } from '../../replication/vocabulary.js'
import type { SettingsVocabulary } from '../../settings/vocabulary.js'
import type { SnapshotVocabulary } from '../../snapshots/vocabulary.js'
import type { StorageVocabulary } from '../../storage/vocabulary.js'
import type { VolumeGroupVocabulary } from '../../volume-groups/vocabulary.js'
import type { coreRefusals } from './refusals.js'

type Vocabulary =
  | NoticeVocabulary
  | NetworkVocabulary
  | LinkVocabulary
  | InventoryVocabulary
  | SettingsVocabulary
  | StorageVocabulary
  | VolumeGroupVocabulary
  | SnapshotVocabulary
  | FileServerVocabulary
  | RecoveryVocabulary
  | MigrationVocabulary
  | ReplicationVocabulary
  | ActivationVocabulary
  | ProtectionVocabulary
  | MetroVocabulary
  | IncidentVocabulary

/** What a client of the product asks. */
export type ClientCommand = Vocabulary['client']
/** What a test, a fixture or the control API asks: nothing of the product can. */
export type ControlCommand = Vocabulary['control']
/** Given by the agenda alone, at the instant at which it falls due. */
export type DueCommand = Vocabulary['due']

export type Command = ClientCommand | ControlCommand | DueCommand
export type CommandType = Command['type']
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>

type Intersection<T> = (T extends unknown ? (of: T) => void : never) extends (of: infer I) => void ? I : never
type Results = Intersection<Extract<Vocabulary, { results: unknown }>['results']>

/** What whoever gives a command is answered; undefined for most. */
export type ResultOf<T extends CommandType> = T extends keyof Results ? Results[T] : undefined

/** Facts that rules decide and `apply` writes down. */
export type DomainEvent = Vocabulary['event']
export type EventType = DomainEvent['type']
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>

/** Every rule by which the product can say no. */
export type RefusalCode = Vocabulary['refusal'] | keyof typeof coreRefusals
