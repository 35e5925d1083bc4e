/** The configuration of a cluster, and its users. */
import type { ConfigurationEntries, ConfigurationSettings, EntryOf, ListName, Pack, Profile, Secret } from '../world.js'
import type { OnCluster } from './target.js'

/** What there is to say of a user, its password apart. */
export interface UserRequest {
  profile?: Partial<Profile>
  roles?: readonly string[]
  enabled?: boolean
}

/** Entries of a list of the configuration, or one of them. */
export type ListedEntries = { [L in ListName]: { list: L; entries: readonly EntryOf<L>[] } }[ListName]

export type ListedEntry = { [L in ListName]: { list: L; entry: EntryOf<L> } }[ListName]

export type SettingsCommand =
  | ({ type: 'add-user'; username: string; request: UserRequest; secret: Secret } & OnCluster)
  | ({ type: 'change-user'; username: string; request: UserRequest } & OnCluster)
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

export type SettingsControlCommand =
  /** An administrator whom the start names: made where it is not there, given the password where that is another than before. */
  | { type: 'appoint-administrator'; cluster: string; username: string; secret: Secret }
  | { type: 'set-pack'; cluster: string; pack: Pack }
