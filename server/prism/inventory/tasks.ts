/** Task endpoints. */
import { own, require, required } from '../../domain/core/index.js'
import type { Cluster, Instant, Task, View } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { taskDto, taskEnded } from './dto/task.js'

export const tasks = {
  listTasks: ({ prism: { world, cluster } }) =>
    acropolis(Object.values(cluster.tasks).map(task => taskDto(world, cluster, task))),

  getTasks: ({ prism: { world, cluster }, body }) => {
    const matching = Object.values(cluster.tasks).filter(task => matchesQuery(cluster, task, body ?? {}))
    const oldest = matching.slice(0, body?.count ?? undefined)
    return acropolis(
      oldest.map(task => taskDto(world, cluster, task)),
      matching.length
    )
  },

  getTask: ({ prism: { world, cluster }, path }) => {
    return taskDto(world, cluster, taskOf(cluster, path.uuid))
  },

  /** Of several tasks the first to end is enough. */
  pollTask: async ({ prism, body }) => {
    const named = [...new Set(body?.completed_tasks ?? [])]
    require(named.length > 0, 'request/invalid', () => 'completed_tasks names no task to wait for')
    for (const uuid of named) taskOf(prism.cluster, uuid)
    await waitForAnyTask(prism, named, body?.timeout_interval ?? null)
    const { world, cluster } = prism
    const over = named.flatMap(uuid => own(cluster.tasks, uuid) ?? []).filter(taskEnded)
    return { completed_tasks_info: over.map(task => taskDto(world, cluster, task)), timed_out: over.length === 0 }
  }
} satisfies Partial<V2Handlers>

/** Real seconds that a request waits at most, whatever it asks for. */
const POLL_SECONDS_MAX = 60

/** Resolves when one of the tasks has ended or the time is up, whichever comes first. */
export async function waitForAnyTask(
  prism: Prism,
  named: readonly string[],
  timeoutSeconds: number | null
): Promise<void> {
  const running = () => named.flatMap(uuid => own(prism.cluster.tasks, uuid) ?? []).filter(task => !taskEnded(task))
  if (running().length < named.length) return
  await prism.wait({
    isOver: () => running().length < named.length,
    dueAt: () => {
      const { now } = prism.world
      const ends = running().map(({ endsAt }) => endsAt)
      // What is overdue waits for something else, such as power.
      return ends.reduce<Instant | null>((first, at) => (at > now && (first === null || at < first) ? at : first), null)
    },
    secondsMax: Math.min(Math.max(timeoutSeconds ?? POLL_SECONDS_MAX, 0), POLL_SECONDS_MAX)
  })
}

export function taskOf(cluster: View<Cluster>, uuid: string): View<Task> {
  return required(own(cluster.tasks, uuid), 'task/not-found', `Task ${uuid} does not exist`)
}

function matchesQuery(here: View<Cluster>, task: View<Task>, query: Model<'TaskListRequest'>): boolean {
  const { operation_type_list: operations, entity_list: entities, cluster_uuid_list: clusters } = query
  return (
    (query.include_completed === true || !taskEnded(task)) &&
    (!operations?.length || operations.includes(task.operation)) &&
    (!clusters?.length || clusters.includes(here.uuid)) &&
    (query.cut_off_time_usecs == null || task.createdAt >= query.cut_off_time_usecs) &&
    (!entities?.length || task.entities.some(({ id }) => entities.some(entity => entity.entity_id === id)))
  )
}
