/** Recurring schedule endpoints. */
import { domainOf } from '../../domain/core/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { retentionRequest } from './dto/retention.js'
import { scheduleDto, scheduleRequest } from './dto/schedule.js'

export const schedules = {
  getCronSchedules: ({ prism, path }) =>
    domainOf(prism.cluster, path.name).schedules.map(schedule => scheduleDto(path.name, schedule)),

  addCronSchedule: ({ prism, path: { name }, body }) =>
    scheduleDto(name, prism.submit({ type: 'add-schedule', name, schedule: scheduleRequest(body) })),

  replaceCronSchedule: ({ prism, path, body }) => {
    prism.submit({ type: 'replace-schedule', name: path.name, id: path.id, schedule: scheduleRequest(body) })
    return scheduleNow(prism, path)
  },

  removeCronSchedule: ({ prism, path }) => {
    prism.submit({ type: 'remove-schedule', name: path.name, id: path.id })
    return { value: true }
  },

  clearCronSchedules: ({ prism, path }) => {
    prism.submit({ type: 'clear-schedules', name: path.name })
    return { value: true }
  },

  setRetentionPolicy: ({ prism, path, body }) => {
    prism.submit({ type: 'set-retention', name: path.name, id: path.id, retention: retentionRequest(body) })
    return scheduleNow(prism, path)
  },

  clearRetentionPolicy: ({ prism, path }) => {
    prism.submit({ type: 'set-retention', name: path.name, id: path.id, retention: retentionRequest(null) })
    return scheduleNow(prism, path)
  }
} satisfies Partial<V2Handlers>

function scheduleNow({ cluster }: Prism, { name, id }: { name: string; id: string }): Model<'CronSchedule'> {
  const schedule = domainOf(cluster, name).schedules.find(candidate => candidate.id === id)
  if (schedule === undefined) throw new Error(`Schedule ${id} of ${name} has gone`)
  return scheduleDto(name, schedule)
}
