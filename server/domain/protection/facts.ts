/** What events of protection domains tell: of their members and schedules. */
import { domainFact, instantFacts, scheduleFacts, scheduleIdFacts, vmName } from '../core/index.js'
import type { FactsOf } from '../core/index.js'
import type { ProtectionEvent } from './vocabulary.js'

export const protectionFacts: FactsOf<ProtectionEvent['type']> = {
  'protection-domain-created': ({ domain }) => ({ name: domain.name, active: domain.active }),
  'protection-domain-marked-for-removal': domainFact,
  'protection-domain-removed': domainFact,
  'entities-protected': ({ domain, members }) => ({ name: domain, vms: members.map(({ name }) => name) }),
  'entities-unprotected': ({ cluster, domain, uuids }, world) => ({
    name: domain,
    vms: uuids.map(uuid => vmName(world, cluster, uuid) ?? uuid)
  }),
  'protection-domain-activated': ({ domain, members, forced }) => ({
    name: domain,
    forced,
    vms: members.map(({ name }) => name)
  }),
  'protection-domain-deactivated': domainFact,
  'schedule-added': scheduleFacts,
  'schedule-replaced': scheduleFacts,
  'schedule-removed': scheduleIdFacts,
  'schedule-retention-set': scheduleIdFacts,
  'schedule-ran': event => ({ ...scheduleIdFacts(event), ...instantFacts('next', event.nextAt) }),
  'one-time-schedule-added': event => ({ ...scheduleFacts(event), ...instantFacts('planned', event.schedule.at) }),
  'one-time-schedule-removed': scheduleIdFacts,
  'schedules-suspended': ({ domain, suspended }) => ({ name: domain, suspended }),
  'min-snapshots-set': ({ domain, count }) => ({ name: domain, count }),
  'sra-state-set': ({ domain, state }) => ({ name: domain, state }),
  'entities-regrouped': ({ domain, members }) => ({
    name: domain,
    consistency_groups: [...new Set(members.map(({ consistencyGroup }) => consistencyGroup))]
  })
}
