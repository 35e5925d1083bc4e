/** Settings of a cluster: its configuration, the lists in it, its users. */
import type { Rules } from '../core/index.js'
import { addToConfiguration, configure, removeFromConfiguration, replaceInConfiguration } from './configuration.js'
import { addUser, appointAdministrator, changeUser, removeUser, setUserSecret } from './users.js'
import { setPack } from './pack.js'
import type { SettingsCommand } from './vocabulary.js'

export { settingsAppliers, settingsTouches } from './apply.js'
export { setPack } from './pack.js'
export { settingsFacts } from './facts.js'
export { settingsRefusals } from './vocabulary.js'

export const settingsRules: Rules<SettingsCommand['type']> = {
  'add-user': addUser,
  'change-user': changeUser,
  'set-user-secret': setUserSecret,
  'remove-user': removeUser,
  'appoint-administrator': appointAdministrator,
  'add-to-configuration': addToConfiguration,
  'replace-in-configuration': replaceInConfiguration,
  'remove-from-configuration': removeFromConfiguration,
  configure,
  'set-pack': setPack
}
