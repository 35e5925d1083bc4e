/** Out-of-band snapshots: one-time schedules, now or later. */
import { domainOf } from '../../domain/core/index.js'
import type { ProtectionDomain, View } from '../../domain/core/index.js'
import type { Model, V2Handlers } from '../core/index.js'
import { startOf, oneTimeScheduleDto } from './dto/schedule.js'

export const oobSchedules = {
  getOutOfBandSchedules: ({ prism: { cluster }, query: { protection_domain_names: names } }) =>
    Object.values(cluster.protectionDomains)
      .filter(({ name }) => names?.includes(name) ?? true)
      .flatMap(pendingOf),

  getOutOfBandSchedulesForPd: ({ prism: { cluster }, path }) => pendingOf(domainOf(cluster, path.name)),

  addOutOfBandSchedule: ({ prism, path, body }) => {
    const schedule = prism.submit({
      type: 'add-one-time-schedule',
      name: path.name,
      at: startOf(body?.schedule_start_time_usecs),
      appConsistent: body?.app_consistent ?? false,
      remoteSites: body?.remote_site_names ?? [],
      retentionSeconds: body?.snapshot_retention_time_secs ?? null
    })
    return oneTimeScheduleDto(schedule)
  },

  removeOutOfBandSchedule: ({ prism, path }) => {
    prism.submit({ type: 'remove-one-time-schedule', name: path.name, id: path.schedule_id })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

/** A domain with nothing to come is left out. */
function pendingOf(domain: View<ProtectionDomain>): Model<'OobSchedules'>[] {
  if (domain.oneTimeSchedules.length === 0) return []
  const schedules = domain.oneTimeSchedules.map(
    schedule => [String(schedule.id), oneTimeScheduleDto(schedule)] as const
  )
  return [{ pd_name: domain.name, schedule_map: Object.fromEntries(schedules) }]
}
