/** Fields of events of tasks, users, alerts and audits. */
import { alertText, auditText } from '../../../domain/notices/index.js'
import type { EventOf, Task, User, View, World } from '../../../domain/core/index.js'
import { own } from '../../../domain/core/index.js'
import type { Facts, FactsOf } from './facts.js'

export const recordFacts = {
  'task-started': ({ task }) => ofTask(task),
  'task-ended': ({ cluster, uuid, status }, world) => {
    const task = own(world.clusters[cluster]?.tasks ?? {}, uuid)
    return { ...(task && ofTask(task)), task: uuid, status }
  },
  'user-added': ({ account }) => ofUser(account),
  'user-changed': ({ account }) => ofUser(account),
  'user-removed': ({ username }) => ({ name: username }),

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
  'audit-acknowledged': ({ id }) => ({ audit_id: id })
} satisfies Partial<FactsOf>

function ofTask({ uuid, operation, entities: [entity] }: View<Task>): Facts {
  return { ...(entity && { name: entity.name, uuid: entity.id }), task: uuid, operation }
}

/** Never its secret. */
function ofUser({ username, roles, enabled }: View<User>): Facts {
  return { name: username, roles, enabled }
}

function ofAlert(
  event: View<EventOf<'alert-raised' | 'alert-repeated' | 'alert-acknowledged' | 'alert-resolved'>>,
  world: View<World>
): Facts {
  const id = event.type === 'alert-raised' ? event.alert.id : event.id
  const alert = world.clusters[event.cluster]?.alerts.findLast(one => one.id === id)
  return { ...(alert && { name: alert.entity.name, kind: alert.type, text: alertText(alert) }), alert_id: id }
}
