/** From a command to the facts that follow from it: the rules of all rooms, united. */
import type { Command, CommandType, Decided, DomainEvent, EventType, Reaction, Rules, Scene } from './core/index.js'
import { TypeTable, eventsOf, joined, resultOf } from './core/index.js'
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
import { endMended, incidentRules, triggerWaitingIncidents } from './incidents/rules.js'
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

type Rule = (scene: Scene, command: Command) => Decided

const ruleOf = new TypeTable<CommandType, Rule>(type => {
  const rule = rules[type] as Rule | undefined
  if (rule === undefined) throw new Error(`No rule decides ${type}`)
  return rule
})

/** What follows from the facts of a rule, whatever the command: each reaction sees what those before it have added. */
const reactions: readonly Reaction[] = [
  followTransfers,
  followGateways,
  followSight,
  staleSites,
  queueAlerts,
  domainAlerts,
  endMended
]

/** Alerts, too, are looked at only where there are any: the bit above those of the reactions. */
const ALERTS = 1 << reactions.length

/** For each type of event, who follows it: a bit for each reaction. Most of what happens in a month nobody follows. */
const followersOf = new TypeTable<EventType, number>(type => {
  let bits = type === 'alert-raised' || type === 'alert-resolved' ? ALERTS : 0
  for (const [index, { to }] of reactions.entries()) if (to.includes(type)) bits |= 1 << index
  return bits
})

function followersIn(facts: readonly DomainEvent[]): number {
  let bits = 0
  for (const { type } of facts) bits |= followersOf.get(type)
  return bits
}

/**
 * Decides a command against the world as it is. Throws a `Refusal`, and then nothing has happened. Answers as rules do, so
 * that nothing is made for a command without a result.
 */
export function decide(scene: Scene, command: Command): Decided {
  const decided = ruleOf.get(command.type)(scene, command)
  const events = withConsequences(scene, eventsOf(decided))
  const result = resultOf(decided)
  return result === undefined ? events : { events, result }
}

const NOTHING: readonly DomainEvent[] = []

/** The facts of a rule, and what follows from them. */
function withConsequences(scene: Scene, events: readonly DomainEvent[]): readonly DomainEvent[] {
  let facts = events
  let following = followersIn(facts)
  if (following === 0) return joined(facts, triggerWaitingIncidents(scene.world, facts))
  let bit = 1
  for (const { react } of reactions) {
    const added = (following & bit) === 0 ? NOTHING : react(scene, facts)
    bit <<= 1
    if (added.length === 0) continue
    facts = joined(facts, added)
    following |= followersIn(added)
  }
  if ((following & ALERTS) !== 0) facts = dropMutedAlerts(scene.world, deduplicateAlerts(facts))
  const triggered = triggerWaitingIncidents(scene.world, facts)
  return joined(facts, triggered)
}
