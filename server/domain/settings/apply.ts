/** What events do to the users of a cluster. */
import { cluster } from '../core/index.js'
import type { Appliers } from '../core/index.js'

type UserEvent = 'user-added' | 'user-changed' | 'user-removed'

export const userAppliers: Appliers<UserEvent> = {
  'user-added': (draft, event) => {
    draft.table(cluster(draft, event), 'users')[event.account.username] = { ...event.account }
  },
  'user-changed': (draft, event) => {
    draft.table(cluster(draft, event), 'users')[event.account.username] = { ...event.account }
  },
  'user-removed': (draft, event) => {
    delete draft.table(cluster(draft, event), 'users')[event.username]
  }
}
