/** Appliers of tasks, progress monitors, alerts and audits, each kept up to a limit. */
import {
  ALERTS_MAX,
  AUDITS_MAX,
  MONITORS_MAX,
  TASKS_MAX,
  append,
  appendDropping,
  appendTrimming,
  cluster
} from '../core/index.js'
import { indexOpenAlert, unindexAlert } from './open-alerts.js'
import type { Alert, Appliers, Cluster, Draft, Writable } from '../core/index.js'
import type { NoticeEvent } from './vocabulary.js'

/** Forgets the oldest tasks that have ended, where there are more than the limit. */
function forgetTasks(tasks: Writable<Cluster['tasks']>): void {
  let excess = Object.keys(tasks).length - TASKS_MAX
  if (excess <= 0) return
  for (const [uuid, task] of Object.entries(tasks)) {
    if (excess <= 0) return
    if (task.status === 'Running' || task.status === 'Queued') continue
    delete tasks[uuid]
    excess -= 1
  }
}

/** Changes an alert; one that the limit has dropped in the meantime is left alone. */
function editAlert(draft: Draft, here: Writable<Cluster>, id: string, edit: (alert: Writable<Alert>) => void): void {
  const alert = draft.rowWithId(here, 'alerts', id)
  if (alert !== undefined) edit(alert)
}

export const noticeAppliers: Appliers<NoticeEvent['type']> = {
  'monitor-started': (draft, event) => {
    append(draft.list(cluster(draft, event), 'monitors'), { ...event.monitor }, MONITORS_MAX)
  },
  'monitor-ended': (draft, event) => {
    const monitor = draft.lastRow(cluster(draft, event), 'monitors', ({ id }) => id === event.id)
    if (monitor === undefined) return
    monitor.status = event.status
    monitor.errorCode = event.errorCode
    monitor.endedAt = draft.world.now
  },
  'monitor-dismissed': (draft, event) => {
    draft.filter(cluster(draft, event), 'monitors', ({ id }) => id !== event.id)
  },
  'task-started': (draft, event) => {
    const tasks = draft.table(cluster(draft, event), 'tasks')
    tasks[event.task.uuid] = { ...event.task }
    forgetTasks(tasks)
  },
  'task-ended': (draft, event) => {
    const task = draft.row(draft.table(cluster(draft, event), 'tasks'), event.uuid)
    task.status = event.status
    task.errorCode = event.errorCode
    task.errorDetail = event.errorDetail
    task.endsAt = draft.world.now
    task.effect = null
  },
  'alert-raised': (draft, event) => {
    const here = cluster(draft, event)
    for (const dropped of appendDropping(draft.list(here, 'alerts'), { ...event.alert }, ALERTS_MAX))
      unindexAlert(draft, here, dropped)
    indexOpenAlert(draft, here, event.alert)
  },
  'alert-repeated': (draft, event) => {
    editAlert(draft, cluster(draft, event), event.id, alert => {
      alert.lastAt = draft.world.now
      alert.values = { ...event.values }
    })
  },
  'alert-acknowledged': (draft, event) => {
    editAlert(draft, cluster(draft, event), event.id, alert => {
      alert.acknowledgedAt = draft.world.now
      alert.acknowledgedBy = event.user
    })
  },
  'alert-resolved': (draft, event) => {
    const here = cluster(draft, event)
    editAlert(draft, here, event.id, alert => {
      unindexAlert(draft, here, alert)
      alert.resolvedAt = draft.world.now
      alert.resolvedBy = event.user
      alert.autoResolved = event.user === null
      // What is over by itself needs nobody to look at it any more [C: recorded, alerts].
      if (event.user === null && alert.acknowledgedAt === null) {
        alert.acknowledgedAt = draft.world.now
        alert.acknowledgedBy = 'N/A'
      }
    })
  },
  /** The same object in its event and in the world, where nobody writes to it: an audit that changes is replaced. */
  'audit-recorded': (draft, event) => {
    const here = cluster(draft, event)
    appendTrimming(draft.list(here, 'audits', here.audits), event.audit, AUDITS_MAX)
  },
  'audit-acknowledged': (draft, event) => {
    draft.replaceWithId(cluster(draft, event), 'audits', event.id, {
      acknowledgedAt: draft.world.now,
      acknowledgedBy: event.user
    })
  }
}
