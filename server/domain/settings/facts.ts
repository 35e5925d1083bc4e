/** What changes of settings and of users tell. */
import type { Facts, FactsOf, User, View } from '../core/index.js'
import type { SettingsEvent } from './vocabulary.js'

export const settingsFacts: FactsOf<SettingsEvent['type']> = {
  'pack-changed': ({ pack }) => ({ pack }),
  'vip-changed': ({ vip }) => ({ vip }),
  'timezone-changed': ({ timezone }) => ({ timezone }),
  'configuration-changed': ({ change }) => ({ settings: Object.keys(change) }),
  'user-added': ({ account }) => ofUser(account),
  'user-changed': ({ account }) => ofUser(account),
  'user-removed': ({ username }) => ({ name: username })
}

/** Never its secret. */
function ofUser({ username, roles, enabled }: View<User>): Facts {
  return { name: username, roles, enabled }
}
