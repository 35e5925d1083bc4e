/** Fields of events of tasks, users, alerts and audits. */
import type { EventOf, Facts, FactsOf, Task, View, World } from '../core/index.js'
import { getOwn } from '../core/index.js'
import { alertText } from './alerts.js'
import { auditText } from './audits.js'
import type { NoticeEvent } from './vocabulary.js'

export const noticeFacts: FactsOf<NoticeEvent['type']> = {
  'monitor-started': ({ monitor }) => ({ name: monitor.domain, monitor_id: monitor.id, operation: monitor.operation }),
  'monitor-ended': (event, world) => ({ ...ofMonitor(event, world), status: event.status }),
  'monitor-dismissed': ofMonitor,
  'task-started': ({ task }) => ofTask(task),
  'task-ended': ({ cluster, uuid, status }, world) => {
    const task = getOwn(world.clusters[cluster]?.tasks ?? {}, uuid)
    return { ...(task && ofTask(task)), task: uuid, status }
  },
  'alert-raised': ofAlert,
  'alert-repeated': ofAlert,
  'alert-acknowledged': ofAlert,
  'alert-resolved': ofAlert,
  'audit-recorded': ({ audit }) => ({
    name: audit.entity.name,
    kind: audit.type,
    text: auditText(audit),
    user: audit.user
  }),
  'audit-acknowledged': ({ id }) => ({ audit_id: String(id) })
}

function ofTask({ uuid, operation, entities: [entity] }: View<Task>): Facts {
  return { ...(entity && { name: entity.name, uuid: entity.id }), task: uuid, operation }
}

function ofMonitor({ cluster, id }: { readonly cluster: string; readonly id: string }, world: View<World>): Facts {
  const monitor = world.clusters[cluster]?.monitors.findLast(one => one.id === id)
  return { ...(monitor && { name: monitor.domain, operation: monitor.operation }), monitor_id: id }
}

function ofAlert(
  event: View<EventOf<'alert-raised' | 'alert-repeated' | 'alert-acknowledged' | 'alert-resolved'>>,
  world: View<World>
): Facts {
  const id = event.type === 'alert-raised' ? event.alert.id : event.id
  const alert = world.clusters[event.cluster]?.alerts.findLast(one => one.id === id)
  return { ...(alert && { name: alert.entity.name, kind: alert.type, text: alertText(alert) }), alert_id: id }
}
