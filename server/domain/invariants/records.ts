/** What holds of the records and of time: tasks, monitors, alerts, audits, and everything that is due. */
import { alertTypes, auditTypes, indexOfOpenAlerts } from '../notices/index.js'
import type { AlertType, AuditType } from '../notices/index.js'
import { ALERTS_MAX, AUDITS_MAX, MONITORS_MAX, TASKS_MAX, getOwn, migrationMonitoredBy } from '../core/index.js'
import { clustersOf, domainsOf, lanesOf, repeated, transfersOf } from './context.js'
import type { Invariants } from './context.js'

export const recordInvariants: Invariants = {
  'a task runs with something to do, or has ended with a result': function* (world) {
    for (const here of clustersOf(world)) {
      for (const [uuid, task] of Object.entries(here.tasks)) {
        const running = task.status === 'Running' || task.status === 'Queued'
        const place = `task ${uuid} on ${here.name}`
        if (task.uuid !== uuid) yield `${place} is ${task.uuid}`
        if (task.createdAt > world.now || task.endsAt < task.createdAt) yield `${place} ends before it begins`
        if (running !== (task.effect !== null)) yield `${place} is ${task.status}, and its effect ${task.effect?.type}`
        if (!running && task.endsAt > world.now) yield `${place} has ended in the future`
        const failed = task.status === 'Failed'
        if (failed !== (task.errorCode !== 0) || failed !== (task.errorDetail !== null))
          yield `${place} is ${task.status} with error ${task.errorCode}`
      }
      for (const vm of Object.values(here.vms)) {
        if (vm.pendingTask === null) continue
        const effect = getOwn(here.tasks, vm.pendingTask)?.effect
        if (effect?.type !== 'power' || effect.vm !== vm.uuid)
          yield `VM ${vm.name} on ${here.name} waits for no task of its own`
      }
    }
  },

  'a progress monitor runs as long as its change of mode': function* (world) {
    for (const here of clustersOf(world)) {
      for (const id of repeated(here.monitors.map(monitor => monitor.id))) yield `monitor ${id} on ${here.name} twice`
      for (const monitor of here.monitors) {
        const place = `monitor ${monitor.id} of ${monitor.domain} on ${here.name}`
        const running = monitor.status === 'running'
        const good = running || monitor.status === 'succeeded'
        if (running !== (monitor.endedAt === null) || good !== (monitor.errorCode === 0))
          yield `${place} is ${monitor.status} with error ${monitor.errorCode}`
        if (monitor.startedAt > (monitor.endedAt ?? world.now)) yield `${place} ends before it begins`
        const change = getOwn(here.protectionDomains, monitor.domain)?.change
        const own = change?.monitorId === monitor.id
        const arriving = migrationMonitoredBy(world, here, monitor) !== undefined
        if (running && !own && !arriving) yield `${place} runs for no change`
        if (!running && (own || arriving)) yield `${place} has ended before its change`
        const operation = arriving || change?.kind === 'activate' ? 'activate' : 'deactivate'
        if (running && monitor.operation !== operation) yield `${place} says ${monitor.operation}`
      }
    }
  },

  'an alert is in the catalogue, complete, and open or resolved': function* (world) {
    for (const here of clustersOf(world)) {
      for (const id of repeated(here.alerts.map(alert => alert.id))) yield `alert ${id} on ${here.name} twice`
      for (const alert of here.alerts) {
        const place = `alert ${alert.id} on ${here.name}`
        const type = getOwn<AlertType>(alertTypes, alert.type)
        if (type === undefined) yield `${place} has the unknown type ${alert.type}`
        for (const [, key = ''] of type?.message.matchAll(/\{(\w+)\}/g) ?? []) {
          if (getOwn(alert.values, key) === undefined) yield `${place} has no ${key}`
        }
        if (alert.raisedAt > alert.lastAt || alert.lastAt > world.now) yield `${place} is raised in the future`
        if (alert.resolvedAt !== null && alert.resolvedAt < alert.raisedAt)
          yield `${place} is resolved before it is raised`
        if ((alert.acknowledgedAt === null) !== (alert.acknowledgedBy === null))
          yield `${place} is acknowledged by nobody`
        if ((alert.resolvedAt === null) !== (alert.resolvedBy === null && !alert.autoResolved))
          yield `${place} is resolved by nobody`
      }
    }
  },

  'the open alerts that resolve themselves are found by what they are about': function* (world) {
    for (const here of clustersOf(world)) {
      const index = indexOfOpenAlerts(here.alerts)
      for (const type of new Set([...Object.keys(index), ...Object.keys(here.openAlerts)])) {
        const [is, should] = [getOwn(here.openAlerts, type) ?? {}, getOwn(index, type) ?? {}]
        for (const subject of new Set([...Object.keys(is), ...Object.keys(should)])) {
          if (getOwn(is, subject) !== getOwn(should, subject)) yield `${type} about ${subject} on ${here.name}`
        }
      }
    }
  },

  'an audit is in the catalogue, with a value for each part of its context': function* (world) {
    for (const here of clustersOf(world)) {
      for (const id of repeated(here.audits.map(audit => String(audit.id)))) yield `audit ${id} on ${here.name} twice`
      for (const [i, audit] of here.audits.entries()) {
        const type = getOwn<AuditType>(auditTypes, audit.type)
        if (type?.contextTypes.length !== audit.values.length)
          yield `audit ${audit.id} on ${here.name} of type ${audit.type}`
        if (audit.at > (here.audits[i + 1]?.at ?? world.now)) yield `audit ${audit.id} on ${here.name} is out of order`
      }
    }
  },

  'what only grows stays below its limit': function* (world) {
    for (const here of clustersOf(world)) {
      const running = Object.values(here.tasks).filter(task => task.effect !== null).length
      const sizes = {
        tasks: Object.keys(here.tasks).length - running,
        monitors: here.monitors.length,
        alerts: here.alerts.length,
        audits: here.audits.length
      }
      const limits = { tasks: TASKS_MAX, monitors: MONITORS_MAX, alerts: ALERTS_MAX, audits: AUDITS_MAX }
      for (const key of ['tasks', 'monitors', 'alerts', 'audits'] as const) {
        if (sizes[key] > limits[key]) yield `${sizes[key]} ${key} on ${here.name}`
      }
    }
  },

  'everything that can fall due has a number of its own': function* (world) {
    const tasks = clustersOf(world).flatMap(here => Object.values(here.tasks))
    const domains = [...domainsOf(world)].map(({ domain }) => domain)
    for (const serial of repeated([...tasks, ...domains, ...lanesOf(world)].map(one => String(one.serial))))
      yield serial
  },

  'nothing that is due lies in the past, where there is power and the replication service runs': function* (world) {
    const past = (at: number | null): boolean => at !== null && at < world.now
    for (const { here, domain, place } of domainsOf(world)) {
      if (here.power === 'lost' || here.replicationService === 'down') continue
      if (past(domain.removedAt)) yield `the removal of ${place}`
      if (past(domain.change?.endsAt ?? null)) yield `the change of mode of ${place}`
      if (!domain.active || domain.schedulesSuspended) continue
      for (const schedule of domain.schedules) {
        if (!schedule.suspended && past(schedule.nextAt)) yield `schedule ${schedule.id} of ${place}`
      }
    }
    for (const { here, current, place } of transfersOf(world)) {
      if (
        here.power === 'on' &&
        here.replicationService === 'up' &&
        current.phase === 'handshake' &&
        past(current.admittedAt)
      )
        yield `the handshake of ${place}`
    }
    for (const here of clustersOf(world)) {
      if (here.power === 'lost') continue
      for (const task of Object.values(here.tasks))
        if (task.effect !== null && past(task.endsAt)) yield `task ${task.uuid} on ${here.name}`
    }
  }
}
