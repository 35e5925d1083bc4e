/**
 * Progress of changes of mode, which only v1 shows: the one way to learn that a migration has ended. And of tasks, which
 * newer releases show here too [C: web console].
 */
import { replicationProgress } from '../../domain/links/index.js'
import { getOwn, migrationMonitoredBy, seconds } from '../../domain/core/index.js'
import type {
  Cluster,
  Migration,
  ProgressMonitor,
  ProtectionDomain,
  Task,
  View,
  World
} from '../../domain/core/index.js'
import { pageOf, select } from '../lists/index.js'
import type { V1Handlers, V1Model } from '../core/index.js'
import { percentOfSpan } from '../core/index.js'
import { taskDto } from '../inventory/index.js'

const ENTITY = 'protectionDomain'

export const progressMonitors = {
  getProgressMonitors: ({ prism: { world, cluster }, query }) => {
    const tasks = query.oldProgressOnly === true ? [] : Object.values(cluster.tasks)
    const all = [
      ...cluster.monitors.map(monitor => progressMonitorDto(world, cluster, monitor)),
      ...tasks.map(task => monitoredTaskDto(world, cluster, task))
    ]
      .sort((a, b) => (a.createTimeUsecs ?? 0) - (b.createTimeUsecs ?? 0))
      .reverse()
      .filter(
        ({ operation, entity = [], entityId = [] }) =>
          (query.operation ?? operation) === operation &&
          (query.entity === undefined || entity.some(kind => kind.toLowerCase() === query.entity?.toLowerCase())) &&
          (query.entityId === undefined || entityId.includes(query.entityId))
      )
    const matching = select(all, { filter_criteria: query.filterCriteria }, attributesOf)
    const { rows } = pageOf(matching, query)
    // Both totals are of what matches, and the filter is told, as a recorded answer to `uuid==` has it [C: recorded].
    return {
      metadata: {
        grandTotalEntities: matching.length,
        totalEntities: matching.length,
        ...(query.count !== undefined && { count: rows.length }),
        ...(query.filterCriteria !== undefined && { filterCriteria: query.filterCriteria })
      },
      entities: [...rows]
    }
  },

  deleteProgressMonitor: ({ prism, path }) => {
    prism.submit({ type: 'dismiss-progress-monitor', id: path.id })
    return { value: true }
  }
} satisfies V1Handlers

/** Filters use other names and spellings than answers do [C: clients, their filters]. */
function attributesOf(monitor: V1Model<'ProgressMonitor'>) {
  const status = monitor.status ?? 'unknown'
  return {
    uuid: monitor.id,
    id: monitor.id,
    operation: monitor.operation,
    entity: monitor.entity,
    entity_id: monitor.entityId,
    status: [`k${status.charAt(0).toUpperCase()}${status.slice(1)}`, status],
    percentage_completed: monitor.percentageCompleted,
    create_time_usecs: monitor.createTimeUsecs,
    last_updated_time_usecs: monitor.lastUpdateTimeUsecs,
    internal_task: false
  }
}

function progressMonitorDto(
  world: View<World>,
  here: View<Cluster>,
  monitor: View<ProgressMonitor>
): V1Model<'ProgressMonitor'> {
  const verb = monitor.operation === 'activate' ? 'Activate' : 'Deactivate'
  const name = `${verb} Protection Domain task for protection domain ${monitor.domain}`
  return {
    id: monitor.id,
    operation: monitor.operation,
    component: 'Cerebro',
    clusterUuid: here.uuid,
    entity: [ENTITY],
    entityId: [monitor.domain],
    taskName: name,
    taskDisplayName: name,
    subTaskMessage: '',
    status: monitor.status,
    percentageCompleted: percentOf(world, here, monitor),
    createTimeUsecs: monitor.startedAt,
    startTimeUsecs: monitor.startedAt,
    lastUpdateTimeUsecs: monitor.endedAt ?? world.now,
    endTimeUsecs: monitor.endedAt,
    timeToLiveUsecs: null,
    errorCode: monitor.errorCode,
    errorDetail: null,
    subTaskList: []
  }
}

function monitoredTaskDto(world: View<World>, here: View<Cluster>, task: View<Task>): V1Model<'ProgressMonitor'> {
  const dto = taskDto(world, here, task)
  return {
    id: task.uuid,
    operation: dto.meta_request?.method_name ?? null,
    component: 'Uhura',
    clusterUuid: here.uuid,
    entity: task.entities.map(({ type }) => type.toLowerCase()),
    entityId: task.entities.map(({ id }) => id),
    taskName: '',
    taskDisplayName: dto.display_name ?? null,
    subTaskMessage: '',
    status: task.status.toLowerCase(),
    percentageCompleted: dto.percentage_complete ?? null,
    createTimeUsecs: task.createdAt,
    startTimeUsecs: dto.start_time_usecs ?? null,
    lastUpdateTimeUsecs: dto.last_updated_time_usecs ?? null,
    endTimeUsecs: dto.complete_time_usecs ?? null,
    timeToLiveUsecs: null,
    errorCode: task.errorCode,
    errorDetail: task.errorDetail,
    subTaskList: []
  }
}

/** Whole percents; 100 for what has ended, however it did, and less for what has not. */
function percentOf(world: View<World>, here: View<Cluster>, monitor: View<ProgressMonitor>): number {
  if (monitor.endedAt !== null) return 100
  const arriving = migrationMonitoredBy(world, here, monitor)
  if (arriving !== undefined) return percentOfMigration(world, arriving, targetShares)
  const domain = getOwn(here.protectionDomains, monitor.domain)
  const change = domain?.change ?? null
  if (domain === undefined || change?.monitorId !== monitor.id) {
    return percentOfSpan(world.now, monitor.startedAt, monitor.expectedEnd)
  }
  return change.kind === 'migrate'
    ? percentOfMigration(world, { source: here, domain, change }, sourceShares)
    : percentOfSpan(world.now, change.startedAt, change.endsAt)
}

/** Where each step of a migration begins, and how much of the whole it is. */
type Shares = Readonly<Record<Migration['step'], { readonly from: number; readonly share: number }>>

/** EMU: the product's own shares are not known. */
const sourceShares: Shares = {
  'first-replication': { from: 0, share: 50 },
  'guest-shutdown': { from: 50, share: 10 },
  'second-replication': { from: 60, share: 39 }
}

/** The target's monitor begins when the first replication is over [EMU]. */
const targetShares: Shares = {
  'first-replication': { from: 0, share: 0 },
  'guest-shutdown': { from: 0, share: 20 },
  'second-replication': { from: 20, share: 79 }
}

interface MigrationHere {
  readonly source: View<Cluster>
  readonly domain: View<ProtectionDomain>
  readonly change: View<Migration>
}

function percentOfMigration(world: View<World>, migration: MigrationHere, shares: Shares): number {
  const { from, share } = shares[migration.change.step]
  return from + Math.floor((percentOfStep(world, migration) / 100) * share)
}

function percentOfStep(world: View<World>, { source, domain, change }: MigrationHere): number {
  if (change.step === 'guest-shutdown') {
    const span = seconds(world.settings.guestShutdownSeconds)
    return change.endsAt === null ? 0 : percentOfSpan(world.now, change.endsAt - span, change.endsAt)
  }
  const current = getOwn(domain.outgoing, change.site)?.current ?? null
  if (current === null || current.snapshotId !== change.snapshotId) return 0
  return replicationProgress(world, source.name, current).completedPercentage
}
