/** From a command to the facts that follow from it: the rules of all rooms, united. */
import type { Command, CommandType, DomainEvent, IdSource, Rules, Scene, View, World } from './core/index.js'
import { finishTask } from './finish-task.js'
import { noticeRules } from './notices/rules.js'
import { networkRules } from './networks/rules.js'
import { linkRules } from './links/rules.js'
import { inventoryRules } from './inventory/rules.js'
import { settingsRules } from './settings/rules.js'
import { storageRules } from './storage/rules.js'
import { volumeGroupRules } from './volume-groups/rules.js'
import { fileServerRules } from './file-servers/rules.js'
import { recoveryRules } from './recovery/rules.js'
import { migrationRules } from './migration/rules.js'
import { replicationRules } from './replication/rules.js'
import { activationRules } from './activation/rules.js'
import { protectionRules } from './protection/rules.js'
import { metroRules } from './metro/rules.js'
import { incidentRules } from './incidents/rules.js'
import { noticed } from './incidents/rules.js'
import { raisedOnce, withoutMuted } from './notices/index.js'
import { domainAlerts } from './protection/rules.js'
import { queueAlerts } from './replication/rules.js'

const rules: Rules<CommandType> = {
  ...noticeRules,
  ...networkRules,
  ...linkRules,
  ...inventoryRules,
  ...settingsRules,
  ...storageRules,
  ...volumeGroupRules,
  ...fileServerRules,
  ...recoveryRules,
  ...migrationRules,
  ...replicationRules,
  ...activationRules,
  ...protectionRules,
  ...metroRules,
  ...incidentRules,
  'finish-task': finishTask
}

/** Decides a command against the world as it is. Throws a `Refusal`, and then nothing has happened. */
export function decide(world: View<World>, command: Command, ids: IdSource): DomainEvent[] {
  const rule = rules[command.type] as (scene: Scene, command: Command) => DomainEvent[]
  const events = rule({ world, ids }, command)
  const alerts = [...queueAlerts(world, events, ids), ...domainAlerts(world, events, ids)]
  const told = withoutMuted(world, raisedOnce(alerts.length === 0 ? events : [...events, ...alerts]))
  const heard = noticed(world, told)
  return heard.length === 0 ? told : [...told, ...heard]
}
