/** Fields of events of protection domains: members, schedules and metro availability. */
import { vmName } from './entity-names.js'
import { instantFacts, ofDomain, ofSchedule, ofScheduleId } from './facts.js'
import type { FactsOf } from './facts.js'

export const protectionFacts = {
  'protection-domain-created': ({ domain }) => ({ name: domain.name, active: domain.active }),
  'protection-domain-marked-for-removal': ofDomain,
  'protection-domain-removed': ofDomain,
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
  'protection-domain-deactivated': ofDomain,

  'schedule-added': ofSchedule,
  'schedule-replaced': ofSchedule,
  'schedule-removed': ofScheduleId,
  'schedule-retention-set': ofScheduleId,
  'near-sync-changed': event => ({
    ...ofScheduleId(event),
    state: event.nearSync.state,
    misses: event.nearSync.misses,
    ...instantFacts('next', event.nextAt)
  }),
  'schedule-ran': event => ({ ...ofScheduleId(event), ...instantFacts('next', event.nextAt) }),
  'one-time-schedule-added': event => ({ ...ofSchedule(event), ...instantFacts('planned', event.schedule.at) }),
  'one-time-schedule-removed': ofScheduleId,

  'schedules-suspended': ({ domain, suspended }) => ({ name: domain, suspended }),

  'metro-changed': ({ domain, metro }) => ({
    name: domain,
    site: metro.site,
    role: metro.role,
    status: metro.status,
    failure_handling: metro.failureHandling
  }),
  'vstore-covered': ({ domain, container }) => ({ name: domain, container }),
  'min-snapshots-set': ({ domain, count }) => ({ name: domain, count }),
  'sra-state-set': ({ domain, state }) => ({ name: domain, state }),
  'entities-regrouped': ({ domain, members }) => ({
    name: domain,
    consistency_groups: [...new Set(members.map(({ consistencyGroup }) => consistencyGroup))]
  })
} satisfies Partial<FactsOf>
