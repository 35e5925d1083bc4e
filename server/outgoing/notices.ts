/** What a change of the world makes clusters tell, and whom: settings of SNMP and syslog as they are at that moment. */
import { clusterTitle } from '../domain/core/index.js'
import type { Alert, Cluster, View, World } from '../domain/core/index.js'
import { alertText, alertTypeOf } from '../domain/notices/index.js'
import type { Severity } from '../domain/notices/index.js'
import type { Change } from '../engine/index.js'
import type { Delivery, Notice } from './models.js'

/** From the most severe on. */
const LEVELS = ['CRITICAL', 'WARNING', 'INFO']
const levelOf: Readonly<Record<Severity, string>> = { kCritical: 'CRITICAL', kWarning: 'WARNING', kInfo: 'INFO' }

/** In the order of the events. A cluster without power tells nothing; an alert that is repeated is not told again [EMU]. */
export function deliveriesOf({ events }: Change, world: View<World>): Delivery[] {
  const deliveries: Delivery[] = []
  for (const event of events) {
    if (event.type !== 'alert-raised' && event.type !== 'alert-resolved') continue
    const here = world.clusters[event.cluster]
    if (here === undefined || here.power !== 'on' || !hasReceivers(here)) continue
    const id = event.type === 'alert-raised' ? event.alert.id : event.id
    const alert = here.alerts.findLast(one => one.id === id)
    if (alert === undefined) continue
    const notice = noticeOf(here, alert, event.type === 'alert-raised' ? 'raised' : 'resolved')
    deliveries.push(...trapsOf(here, notice), ...syslogOf(here, notice))
  }
  return deliveries
}

function hasReceivers({ configuration: { snmpEnabled, snmpTraps, syslogServers = [] } }: View<Cluster>): boolean {
  return (snmpEnabled && snmpTraps.length > 0) || syslogServers.length > 0
}

function noticeOf(here: View<Cluster>, alert: View<Alert>, state: Notice['state']): Notice {
  const { uuid: type, title, severity } = alertTypeOf(alert)
  return {
    state,
    cluster: { name: here.name, title: clusterTitle(here), uuid: here.uuid },
    ...{ id: alert.id, kind: alert.type, type, title, severity },
    text: alertText(alert),
    entity: alert.entity,
    createdUsecs: alert.raisedAt,
    resolvedUsecs: alert.resolvedAt
  }
}

function trapsOf({ configuration: { snmpEnabled, snmpTraps, snmpUsers } }: View<Cluster>, notice: Notice): Delivery[] {
  if (!snmpEnabled) return []
  return snmpTraps.map(trap => ({
    protocol: 'snmp',
    ...{ host: trap.address, port: trap.port, notice, trap },
    user: snmpUsers.find(({ username }) => username === trap.username)
  }))
}

function syslogOf({ configuration: { syslogServers = [] } }: View<Cluster>, notice: Notice): Delivery[] {
  const level = LEVELS.indexOf(levelOf[notice.severity])
  return syslogServers
    .filter(server => level <= LEVELS.indexOf(server.level))
    .map(({ address: host, port, protocol: transport }) => ({ protocol: 'syslog', host, port, notice, transport }))
}
