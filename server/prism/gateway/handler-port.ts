/** What a handler works with: a world that is up to date, the cluster that was addressed, and `submit`. */
import { clusterOf } from '../../domain/core/index.js'
import type { ResultOf, View, World } from '../../domain/core/index.js'
import type { ChangePermit } from '../../http/contract/index.js'
import { clientDisconnected } from '../../http/listen/index.js'
import type { FastifyReply } from 'fastify'
import type { CentralIdentity, Prism, PrismCommand, RowNotes } from '../core/index.js'
import { withoutViews } from '../reads/index.js'
import type { Context, PrismEnvironment } from './environment.js'

/** The world as it is now; what is read of it for an answer that may be kept is noted. */
export function worldOf({ host, reading }: Context, now = (): View<World> => host.world()): View<World> {
  if (reading === undefined) return now()
  const world = now()
  // It was begun in another world, or at another instant: what was read then may be of both.
  if (reading.version !== host.version() || reading.now !== world.now) reading.validity.dependsOnMore()
  return reading.validity.watch(world)
}

/** Of a cluster's handler. */
export function prismOf(ctx: Context, cluster: string, reply: FastifyReply, permit: ChangePermit | undefined): Prism {
  const { host, user, reading } = ctx
  let present: View<World> | undefined
  /** One that is watched is asked for often, and stays the same while its answer is made. */
  const world = (): View<World> => {
    if (reading === undefined) return host.world()
    reading.rows?.readBeside()
    if (present === undefined || reading.version !== host.version()) present = worldOf(ctx)
    return present
  }
  const beyondWorld = (): PrismEnvironment => {
    reading?.validity.dependsOnMore()
    return host
  }
  return {
    get world() {
      return world()
    },
    get cluster() {
      return clusterOf(world(), cluster)
    },
    kept: () => {
      const kept = worldOf(ctx, () => host.keep())
      return { world: kept, cluster: clusterOf(kept, cluster) }
    },
    namesOf: table => host.namesOf(table),
    get rowNotes() {
      return rowNotesOf(ctx, cluster)
    },
    get user() {
      reading?.validity.dependsOnMore()
      return user
    },
    get central() {
      return beyondWorld().central()
    },
    accounts: {
      loggedIn: () => beyondWorld().auth.loggedIn(cluster),
      secretOf: (username, password) => host.secrets.of(`${cluster}/${username}/${host.world().revision}`, password),
      right: (secret, password) => host.secrets.right(secret, password)
    },
    ownerOf: address => beyondWorld().ownerOf(address),
    submit: <C extends PrismCommand>(viewed: C) => {
      permit?.check()
      const command = host.notesUnread ? withoutViews(viewed) : viewed // it outlives the request
      return host.submit({ ...command, cluster, user }) as ResultOf<C['type']>
    },
    wait: wait => beyondWorld().wait(wait, clientDisconnected(reply))
  }
}

/** Of a list that was made before, by a handler that has seen nothing but the world that its reading began with. */
function rowNotesOf({ host, reading }: Context, cluster: string): RowNotes | undefined {
  if (reading?.rows === undefined || reading.version !== host.version()) return undefined
  return reading.rows.begin(host.keep(), cluster, reading.validity)
}

/** Of a handler of Prism Central's own. */
export function centralOf(ctx: Context): { world: View<World>; central: CentralIdentity; user: string } {
  const { host, reading } = ctx
  return {
    world: worldOf(ctx),
    get central() {
      reading?.validity.dependsOnMore()
      return host.central()
    },
    get user() {
      reading?.validity.dependsOnMore()
      return ctx.user
    }
  }
}
