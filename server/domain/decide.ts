/** From a command to the facts that follow from it: the rules of all rooms, united. */
import type {
  Command,
  CommandType,
  Decision,
  DomainEvent,
  IdSource,
  Reaction,
  Rules,
  Scene,
  View,
  World
} from './core/index.js'
import { finishTask } from './finish-task.js'
import { noticeRules } from './notices/rules.js'
import { networkRules } from './networks/rules.js'
import { followGateways, linkRules, staleSites } from './links/rules.js'
import { inventoryRules } from './inventory/rules.js'
import { settingsRules } from './settings/rules.js'
import { storageRules } from './storage/rules.js'
import { volumeGroupRules } from './volume-groups/rules.js'
import { fileServerRules } from './file-servers/rules.js'
import { recoveryRules } from './recovery/rules.js'
import { followTransfers, migrationRules } from './migration/rules.js'
import { queueAlerts, replicationRules } from './replication/rules.js'
import { activationRules } from './activation/rules.js'
import { domainAlerts, protectionRules } from './protection/rules.js'
import { followSight, metroRules } from './metro/rules.js'
import { incidentRules, triggerWaitingIncidents } from './incidents/rules.js'
import { deduplicateAlerts, dropMutedAlerts } from './notices/index.js'

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

/** What follows from the facts of a rule, whatever the command: each reaction sees what those before it have added. */
const reactions: readonly Reaction[] = [
  followTransfers,
  followGateways,
  followSight,
  staleSites,
  queueAlerts,
  domainAlerts
]

/** Decides a command against the world as it is. Throws a `Refusal`, and then nothing has happened. */
export function decide(world: View<World>, command: Command, ids: IdSource): Decision<unknown> {
  const scene = { world, ids }
  const rule = rules[command.type] as (scene: Scene, command: Command) => readonly DomainEvent[] | Decision<unknown>
  const decided = rule(scene, command)
  const { events, result } = 'events' in decided ? decided : { events: decided, result: undefined }
  let facts = events
  for (const react of reactions) facts = joined(facts, react(scene, facts))
  const relevant = dropMutedAlerts(world, deduplicateAlerts(facts))
  return { events: joined(relevant, triggerWaitingIncidents(world, relevant)), result }
}

function joined(facts: readonly DomainEvent[], added: readonly DomainEvent[]): readonly DomainEvent[] {
  return added.length === 0 ? facts : [...facts, ...added]
}
