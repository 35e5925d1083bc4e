/** What the emulated REST API sees of the emulator: a world that is up to date, the cluster that was addressed, one door. */
import type { ClientCommand } from '../domain/commands.js'
import type { DomainEvent } from '../domain/events.js'
import type { Cluster, Secret, View, World } from '../domain/world.js'

/** A command as a handler gives it: cluster and user are those of the request. */
export type PrismCommand = ClientCommand extends infer C
  ? C extends unknown
    ? Omit<C, 'cluster' | 'user'>
    : never
  : never

/** What has to do with passwords and sessions, which no world holds. */
export interface Accounts {
  /** Names of those who have a session on this cluster. */
  loggedIn(): readonly string[]
  /** What is kept of a password that a user gets now. */
  secretOf(username: string, password: string): Secret
  /** Whether a password is the one that a secret was made of. */
  right(secret: View<Secret>, password: string): boolean
}

export interface Prism {
  readonly world: View<World>
  readonly cluster: View<Cluster>
  /** Who is logged in. */
  readonly user: string
  readonly accounts: Accounts
  /** Decides and applies a command at once; throws a `Refusal` and changes nothing where the product says no. */
  dispatch(command: PrismCommand): readonly DomainEvent[]
}
