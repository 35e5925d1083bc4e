/** Oracle of two successive states: time does not fall, and finished records do not change. */
import { getOwn } from '../domain/core/index.js'
import type { Cluster, ProgressMonitor, Snapshot, Task, View, World } from '../domain/core/index.js'

/** A state of a world, as data and as the text that it is saved as. */
export interface State {
  now: number
  revision: number
  text: string
  world: View<World>
}

export function stateOf(world: View<World>): State {
  return { now: world.now, revision: world.revision, text: JSON.stringify(world), world }
}

/** Everything that the time between two states has changed, though it should not have. A cluster that was made again has no past. */
export function transitionViolations(before: State, after: State): string[] {
  const found = [...time(before, after)]
  for (const was of Object.values(before.world.clusters)) {
    const is = after.world.clusters[was.name]
    if (is === undefined) found.push(`cluster ${was.name} is gone`)
    else if (is.uuid === was.uuid) found.push(...records(was, is), ...snapshots(was, is))
  }
  return found
}

function* time(was: State, is: State): Generator<string> {
  if (is.now < was.now) yield `time falls from ${was.now} to ${is.now}`
  if (is.revision < was.revision) yield `the revision falls from ${was.revision} to ${is.revision}`
  if (is.revision !== was.revision) return
  if (was.text.replace(`"now":${was.now}`, `"now":${is.now}`) !== is.text)
    yield `the world has changed, and its revision is still ${is.revision}`
}

/** What has ended is history: it may be forgotten, never rewritten. */
function* records(was: View<Cluster>, is: View<Cluster>): Generator<string> {
  for (const task of Object.values(was.tasks)) {
    const now = getOwn(is.tasks, task.uuid)
    if (task.effect === null ? now !== undefined && endOf(task) !== endOf(now) : now === undefined) {
      yield `task ${task.uuid} is ${now === undefined ? 'forgotten while it runs' : 'changed after its end'}`
    }
  }
  const monitors = byId(is.monitors)
  for (const monitor of was.monitors) {
    const now = monitors.get(monitor.id)
    if (monitor.endedAt !== null && now !== undefined && endOf(monitor) !== endOf(now)) {
      yield `monitor ${monitor.id} changes after its end`
    }
  }
  const audits = byId(is.audits)
  for (const audit of was.audits) {
    const now = audits.get(audit.id)
    if (now === undefined) continue
    if (audit.type !== now.type || audit.at !== now.at || audit.values.join() !== now.values.join())
      yield `audit ${audit.id} is rewritten`
  }
  const alerts = byId(is.alerts)
  for (const alert of was.alerts) {
    const now = alerts.get(alert.id)
    if (now === undefined) continue
    if (alert.type !== now.type || alert.raisedAt !== now.raisedAt) yield `alert ${alert.id} is rewritten`
    if (alert.resolvedAt !== null && alert.resolvedAt !== now.resolvedAt) yield `alert ${alert.id} is opened again`
  }
}

/** A snapshot is what it was when it was taken, or received; only how long it is kept may change. */
function* snapshots(was: View<Cluster>, is: View<Cluster>): Generator<string> {
  for (const domain of Object.values(was.protectionDomains)) {
    const now = getOwn(is.protectionDomains, domain.name)
    const kept = new Map(now?.snapshots.map(snapshot => [identityOf(snapshot), snapshot]))
    for (const snapshot of domain.snapshots) {
      const same = kept.get(identityOf(snapshot))
      if (same !== undefined && contentsOf(snapshot) !== contentsOf(same))
        yield `snapshot ${snapshot.id} of ${domain.name} on ${was.name} changes`
    }
  }
}

function byId<T extends { readonly id: string | number }>(records: readonly T[]): Map<T['id'], T> {
  return new Map(records.map(record => [record.id, record]))
}

function endOf(ended: View<Task> | View<ProgressMonitor>): string {
  return `${ended.status} ${'endsAt' in ended ? ended.endsAt : ended.endedAt} ${ended.errorCode}`
}

/** One that was removed and received again is another. */
function identityOf({ origin, id, receivedAt }: View<Snapshot>): string {
  return `${origin}:${id}:${receivedAt}`
}

function contentsOf({ createdAt, prefix, vms }: View<Snapshot>): string {
  const held = vms.map(vm => `${vm.uuid} ${vm.writtenBytes} ${vm.usedBytes} ${vm.marks.length}`)
  return `${createdAt} ${prefix} ${held.join()}`
}
