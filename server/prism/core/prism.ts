/** Port of the handlers: an up-to-date world, the addressed cluster, and `dispatch`. */
import type {
  ClientCommand,
  Cluster,
  Instant,
  ResultOf,
  Secret,
  View,
  VmTable,
  World
} from '../../domain/core/index.js'
import type { CentralIdentity } from './site.js'

/** A command as a handler gives it: cluster and user are those of the request. */
export type PrismCommand = ClientCommand extends infer C
  ? C extends unknown
    ? Omit<C, 'cluster' | 'user'>
    : never
  : never

/** Passwords and sessions, which are not part of the world. */
interface Accounts {
  /** Names of those who have a session on this cluster. */
  loggedIn(): readonly string[]
  /** Hashes a new password of a user. */
  secretOf(username: string, password: string): Secret
  /** Whether a password is the one that a secret was made of. */
  right(secret: View<Secret>, password: string): boolean
}

/** A condition that a request waits for. */
export interface Wait {
  /** Whether the condition holds. */
  isOver(): boolean
  /** Expected instant of the condition; null when unknown. */
  dueAt(): Instant | null
  /** Real seconds. */
  secondsMax: number
}

/** A world and the cluster in it that was addressed. */
export interface PrismView {
  readonly world: View<World>
  readonly cluster: View<Cluster>
}

/** Notes what rows of a list are made of, where it is known from the last time that it was written which are the same. */
export interface RowNotes {
  /** What rows are made of. */
  readonly view: PrismView
  /** Makes a row: what is read of the view meanwhile is noted for the row of this key. */
  note<Row>(key: unknown, make: () => Row): Row
}

export interface Prism extends PrismView {
  /** What there is now, for as long as a long answer takes: it never changes. */
  kept(): PrismView
  /** The names of a cluster's VMs, in their order: quicker than by the keys of their table, where there are thousands. */
  namesOf(table: VmTable): readonly string[]
  /** Undefined where the rows of a list are all made. Asked for once, before the first row. */
  readonly rowNotes?: RowNotes | undefined
  /** Who is logged in. */
  readonly user: string
  readonly accounts: Accounts
  /** The Prism Central that the cluster is registered with. */
  readonly central: CentralIdentity
  /** The cluster that answers at an address of a listener, where exactly one does: what a world does not know. */
  ownerOf(address: string): string | undefined
  /**
   * Decides and applies a command at once, and answers with its result; throws a `Refusal` and changes nothing where the
   * product says no.
   */
  submit<C extends PrismCommand>(command: C): ResultOf<C['type']>
  /**
   * Lets the request wait in real time until something has come about or can be waited for no longer; on a clock that
   * stands still not at all. The world has moved on when it resolves: ask `cluster` again.
   */
  wait(wait: Wait): Promise<void>
}
