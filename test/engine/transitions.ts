/** What holds of any two states of a world, the one before and the one after. */
import { own } from '../../server/domain/lookup.js'
import type { Task, View, World } from '../../server/domain/world.js'

/** Everything that one moment has changed, though it should not have. */
export function transitionViolations(before: View<World>, after: View<World>): string[] {
  return [...time(before, after), ...records(before, after), ...snapshots(before, after)]
}

function* time(before: View<World>, after: View<World>): Generator<string> {
  if (after.now < before.now) yield `time falls from ${before.now} to ${after.now}`
  if (after.revision < before.revision) yield `the revision falls from ${before.revision} to ${after.revision}`
  if (after.revision === before.revision && JSON.stringify({ ...before, now: 0 }) !== JSON.stringify({ ...after, now: 0 })) {
    yield `the world has changed, and its revision is still ${after.revision}`
  }
}

/** What has ended is history: it may be forgotten, never rewritten. */
function* records(before: View<World>, after: View<World>): Generator<string> {
  for (const [name, was] of Object.entries(before.clusters)) {
    const is = after.clusters[name]
    if (is === undefined) {
      yield `cluster ${name} is gone`
      continue
    }
    for (const task of Object.values(was.tasks)) {
      const now = own(is.tasks, task.uuid)
      if (running(task)) {
        if (now === undefined) yield `task ${task.uuid} is forgotten while it runs`
      } else if (now !== undefined && !same(task, now)) yield `task ${task.uuid} changes after its end`
    }
    for (const monitor of was.monitors) {
      if (monitor.endedAt === null) continue
      const now = is.monitors.find(({ id }) => id === monitor.id)
      if (now !== undefined && !same(monitor, now)) yield `monitor ${monitor.id} changes after its end`
    }
    const audits = new Map(is.audits.map(audit => [audit.id, audit]))
    for (const audit of was.audits) {
      const now = audits.get(audit.id)
      if (now !== undefined && !same(audit, now)) yield `audit ${audit.id} is rewritten`
    }
    const alerts = new Map(is.alerts.map(alert => [alert.id, alert]))
    for (const alert of was.alerts) {
      const now = alerts.get(alert.id)
      if (now === undefined) continue
      if (!same([alert.type, alert.raisedAt, alert.values], [now.type, now.raisedAt, now.values])) yield `alert ${alert.id} is rewritten`
      if (alert.resolvedAt !== null && !same([alert.resolvedAt, alert.resolvedBy], [now.resolvedAt, now.resolvedBy])) yield `alert ${alert.id} is opened again`
    }
  }
}

/** A snapshot is what it was when it was taken; only how long it is kept may change. */
function* snapshots(before: View<World>, after: View<World>): Generator<string> {
  for (const [cluster, { protectionDomains }] of Object.entries(before.clusters)) {
    for (const domain of Object.values(protectionDomains)) {
      const now = own(after.clusters[cluster]?.protectionDomains ?? {}, domain.name)
      const kept = new Map(now?.snapshots.map(snapshot => [`${snapshot.origin}:${snapshot.id}`, snapshot]))
      for (const snapshot of domain.snapshots) {
        const is = kept.get(`${snapshot.origin}:${snapshot.id}`)
        if (is !== undefined && !same({ ...snapshot, expiresAt: null }, { ...is, expiresAt: null })) {
          yield `snapshot ${snapshot.id} of ${domain.name} on ${cluster} changes`
        }
      }
    }
  }
}

function running(task: View<Task>): boolean {
  return task.status === 'Running' || task.status === 'Queued'
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
