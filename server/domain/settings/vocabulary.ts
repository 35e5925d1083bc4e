/** Commands, events and refusals: the configuration of a cluster, its pack and its users. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster } from '../core/tables/target.js'
import type {
  Configuration,
  ConfigurationEntries,
  ConfigurationSettings,
  EntryOf,
  ListName,
  Pack,
  Profile,
  Secret,
  User
} from '../core/world.js'

/** What there is to say of a user, its password apart. */
export interface UserRequest {
  profile?: Partial<Profile>
  roles?: readonly string[]
  enabled?: boolean
}

/** Entries of a list of the configuration, or one of them. */
export type ListedEntries = { [L in ListName]: { list: L; entries: readonly EntryOf<L>[] } }[ListName]

export type ListedEntry = { [L in ListName]: { list: L; entry: EntryOf<L> } }[ListName]

type SettingsClientCommand =
  | ({ type: 'add-user'; username: string; request: UserRequest; secret: Secret } & OnCluster)
  | ({ type: 'change-user'; username: string; request: UserRequest; secret?: Secret } & OnCluster)
  | ({ type: 'set-user-secret'; username: string; secret: Secret } & OnCluster)
  | ({ type: 'remove-user'; username: string } & OnCluster)
  /** All entries or none. */
  | ({ type: 'add-to-configuration' } & ListedEntries & OnCluster)
  /** The entry of the same key. */
  | ({ type: 'replace-in-configuration' } & ListedEntry & OnCluster)
  | ({ type: 'remove-from-configuration'; list: ListName; keys: readonly string[] } & OnCluster)
  | ({
      type: 'configure'
      settings: Partial<ConfigurationSettings>
      /** Lists in whole. */
      lists?: Partial<ConfigurationEntries>
      vip?: string
      timezone?: string
    } & OnCluster)

/** Asked by a test, a fixture or the control API: nothing of the product can. */
type SettingsControlCommand =
  /** An administrator whom the start names: made where it is not there, given the password where that is another than before. */
  | { type: 'appoint-administrator'; cluster: string; username: string; secret: Secret }
  | { type: 'set-pack'; cluster: string; pack: Pack }

export type SettingsCommand = SettingsClientCommand | SettingsControlCommand

export type SettingsEvent =
  | ({ type: 'pack-changed'; pack: Pack } & At)
  | ({ type: 'vip-changed'; vip: string } & At)
  | ({ type: 'timezone-changed'; timezone: string } & At)
  | ({ type: 'configuration-changed'; change: Partial<Configuration> } & At)
  | ({ type: 'user-added'; account: User } & At)
  | ({ type: 'user-changed'; account: User } & At)
  | ({ type: 'user-removed'; username: string } & At)

export const settingsRefusals = {
  'configuration/not-found': { number: 1202, grade: 'D' },
  'configuration/exists': { number: 90210, grade: 'D' },
  'configuration/invalid': { number: 90211 },
  'feature/not-available': { number: 90212 },
  'user/not-found': { number: 90220, grade: 'D' },
  'user/exists': { number: 90221, grade: 'D' },
  'user/invalid': { number: 90222 },
  'user/last-administrator': { number: 90223 },
  'user/wrong-password': { number: 90224 }
} as const satisfies Refusals

export interface SettingsVocabulary {
  client: SettingsClientCommand
  control: SettingsControlCommand
  due: never
  event: SettingsEvent
  refusal: keyof typeof settingsRefusals
}
