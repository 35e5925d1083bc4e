/** What events do to tasks, progress monitors, alerts and audits: lists that only grow, up to their limits. */
import { ALERTS_MAX, AUDITS_MAX, MONITORS_MAX, TASKS_MAX, append, cluster } from '../core/index.js'
import { noteOpen, noteOver } from './open-alerts.js'
import type { Alert, Appliers, Cluster } from '../core/index.js'

type RecordEvent =
  | 'monitor-started'
  | 'monitor-ended'
  | 'monitor-dismissed'
  | 'task-started'
  | 'task-ended'
  | 'alert-raised'
  | 'alert-repeated'
  | 'alert-acknowledged'
  | 'alert-resolved'
  | 'audit-recorded'
  | 'audit-acknowledged'

/** Of more tasks than the limit the oldest that have ended go. */
function forgetTasks(here: Cluster): void {
  let excess = Object.keys(here.tasks).length - TASKS_MAX
  for (const [uuid, task] of Object.entries(here.tasks)) {
    if (excess <= 0) return
    if (task.status === 'Running' || task.status === 'Queued') continue
    delete here.tasks[uuid]
    excess -= 1
  }
}

/** An alert that the limit has dropped in the meantime is left alone. */
function change(here: Cluster, id: string, edit: (alert: Alert) => void): void {
  const alert = here.alerts.findLast(each => each.id === id)
  if (alert !== undefined) edit(alert)
}

export const recordAppliers: Appliers<RecordEvent> = {
  'monitor-started': (world, event) => {
    append(cluster(world, event).monitors, { ...event.monitor }, MONITORS_MAX)
  },
  'monitor-ended': (world, event) => {
    const monitor = cluster(world, event).monitors.findLast(({ id }) => id === event.id)
    if (monitor === undefined) return
    monitor.status = event.status
    monitor.errorCode = event.errorCode
    monitor.endedAt = world.now
  },
  'monitor-dismissed': (world, event) => {
    const here = cluster(world, event)
    here.monitors = here.monitors.filter(({ id }) => id !== event.id)
  },
  'task-started': (world, event) => {
    const here = cluster(world, event)
    here.tasks[event.task.uuid] = { ...event.task }
    forgetTasks(here)
  },
  'task-ended': (world, event) => {
    const task = cluster(world, event).tasks[event.uuid]
    if (task === undefined) throw new Error(`An event names task ${event.uuid}, which does not exist`)
    task.status = event.status
    task.errorCode = event.errorCode
    task.errorDetail = event.errorDetail
    task.endsAt = world.now
    task.effect = null
  },
  'alert-raised': (world, event) => {
    const here = cluster(world, event)
    for (const dropped of append(here.alerts, { ...event.alert }, ALERTS_MAX)) noteOver(here.openAlerts, dropped)
    noteOpen(here.openAlerts, event.alert)
  },
  'alert-repeated': (world, event) => {
    change(cluster(world, event), event.id, alert => {
      alert.lastAt = world.now
      alert.values = { ...event.values }
    })
  },
  'alert-acknowledged': (world, event) => {
    change(cluster(world, event), event.id, alert => {
      alert.acknowledgedAt = world.now
      alert.acknowledgedBy = event.user
    })
  },
  'alert-resolved': (world, event) => {
    const here = cluster(world, event)
    change(here, event.id, alert => {
      noteOver(here.openAlerts, alert)
      alert.resolvedAt = world.now
      alert.resolvedBy = event.user
      alert.autoResolved = event.user === null
    })
  },
  'audit-recorded': (world, event) => {
    append(cluster(world, event).audits, { ...event.audit }, AUDITS_MAX)
  },
  'audit-acknowledged': (world, event) => {
    const audit = cluster(world, event).audits.findLast(({ id }) => id === event.id)
    if (audit === undefined) return
    audit.acknowledgedAt = world.now
    audit.acknowledgedBy = event.user
  }
}
