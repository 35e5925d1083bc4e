/** What events do to the users of a cluster. */
import { cluster } from '../core/index.js'
import type { Appliers } from '../core/index.js'

type UserEvent = 'user-added' | 'user-changed' | 'user-removed'

export const userAppliers: Appliers<UserEvent> = {
  'user-added': (world, event) => {
    cluster(world, event).users[event.account.username] = { ...event.account }
  },
  'user-changed': (world, event) => {
    cluster(world, event).users[event.account.username] = { ...event.account }
  },
  'user-removed': (world, event) => {
    delete cluster(world, event).users[event.username]
  }
}
