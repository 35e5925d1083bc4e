/** Recurring schedule endpoints. */
import { domainOf } from '../../domain/core/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { retentionRequest } from './dto/retention.js'
import { scheduleDto, scheduleRequest } from './dto/schedule.js'

export const schedules = {
  getCronSchedules: ({ prism, path }) =>
    domainOf(prism.cluster, path.name).schedules.map(schedule => scheduleDto(path.name, schedule)),

  addCronSchedule: ({ prism, path, body }) => {
    const events = prism.dispatch({ type: 'add-schedule', name: path.name, schedule: scheduleRequest(body) })
    const added = events.find(event => event.type === 'schedule-added')
    if (added === undefined) throw new Error('No schedule was added')
    return scheduleDto(path.name, added.schedule)
  },

  replaceCronSchedule: ({ prism, path, body }) => {
    prism.dispatch({ type: 'replace-schedule', name: path.name, id: path.id, schedule: scheduleRequest(body) })
    return scheduleNow(prism, path)
  },

  removeCronSchedule: ({ prism, path }) => {
    prism.dispatch({ type: 'remove-schedule', name: path.name, id: path.id })
    return { value: true }
  },

  clearCronSchedules: ({ prism, path }) => {
    prism.dispatch({ type: 'clear-schedules', name: path.name })
    return { value: true }
  },

  setRetentionPolicy: ({ prism, path, body }) => {
    prism.dispatch({ type: 'set-retention', name: path.name, id: path.id, retention: retentionRequest(body) })
    return scheduleNow(prism, path)
  },

  clearRetentionPolicy: ({ prism, path }) => {
    prism.dispatch({ type: 'set-retention', name: path.name, id: path.id, retention: retentionRequest(null) })
    return scheduleNow(prism, path)
  }
} satisfies Partial<V2Handlers>

function scheduleNow({ cluster }: Prism, { name, id }: { name: string; id: string }): Model<'CronSchedule'> {
  const schedule = domainOf(cluster, name).schedules.find(candidate => candidate.id === id)
  if (schedule === undefined) throw new Error(`Schedule ${id} of ${name} has gone`)
  return scheduleDto(name, schedule)
}
