/** Task endpoints. */
import { getOwn, refuseUnless, required } from '../../domain/core/index.js'
import type { Cluster, Instant, Task, View, World } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { subtaskDto, subtaskUuid, taskDto, taskEnded } from './dto/task.js'
import { taskNames } from './task-names.js'

export const tasks = {
  listTasks: ({ prism: { world, cluster } }) =>
    acropolis(Object.values(cluster.tasks).map(task => taskDto(world, cluster, task))),

  getTasks: ({ prism: { world, cluster }, body }) => {
    const isWanted = taskTest(cluster, body ?? {})
    const matching = Object.values(cluster.tasks).filter(isWanted)
    // Clients say 0 where they want all [C: clients].
    const oldest = matching.slice(0, body?.count || undefined)
    const withSubtasks = body?.include_subtasks_info ?? false
    return acropolis(
      oldest.map(task => taskDto(world, cluster, task, withSubtasks)),
      matching.length
    )
  },

  getTask: ({ prism: { world, cluster }, path, query }) =>
    subtaskNamed(world, cluster, path.uuid) ??
    taskDto(world, cluster, taskOf(cluster, path.uuid), query.include_subtasks_info),

  /** Of several tasks the first to end is enough. One that is not known ends no wait, and is no error [C: clients]. */
  pollTask: async ({ prism, body }) => {
    const named = [...new Set(body?.completed_tasks ?? [])]
    refuseUnless(named.length > 0, 'request/invalid', () => 'completed_tasks names no task to wait for')
    await waitForAnyTask(prism, named, body?.timeout_interval ?? null)
    const { world, cluster } = prism
    const over = named.flatMap(uuid => getOwn(cluster.tasks, uuid) ?? []).filter(taskEnded)
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
  const known = named.filter(uuid => getOwn(prism.cluster.tasks, uuid) !== undefined)
  const running = () => known.flatMap(uuid => getOwn(prism.cluster.tasks, uuid) ?? []).filter(task => !taskEnded(task))
  if (running().length < known.length) return
  await prism.wait({
    isOver: () => running().length < known.length,
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
  return required(getOwn(cluster.tasks, uuid), 'task/not-found', `Task with uuid ${uuid} is not found`)
}

/** The part of a task with this UUID. */
function subtaskNamed(world: View<World>, cluster: View<Cluster>, uuid: string): Model<'Task'> | undefined {
  if (getOwn(cluster.tasks, uuid) !== undefined) return undefined
  for (const task of Object.values(cluster.tasks)) {
    const { subtask } = taskNames(task.operation)
    if (subtask !== undefined && subtaskUuid(task) === uuid) return subtaskDto(world, cluster, task, subtask)
  }
  return undefined
}

function taskTest(here: View<Cluster>, query: Model<'TaskListRequest'>): (task: View<Task>) => boolean {
  const { operation_type_list: operations, entity_list: entities, cluster_uuid_list: clusters } = query
  const { include_completed: withCompleted, cut_off_time_usecs: from } = query
  const wanted = (entities ?? []).map(entityTest)
  return task =>
    (withCompleted === true || !taskEnded(task)) &&
    (!operations?.length || operations.includes(taskNames(task.operation).operation)) &&
    (!clusters?.length || clusters.includes(here.uuid)) &&
    (from == null || task.createdAt >= from) &&
    (wanted.length === 0 || task.entities.some(entity => wanted.some(holds => holds(entity))))
}

/** EMU: what is said of an entity has to be so, all of it; a name counts although answers have none. */
function entityTest(sent: Model<'TaskEntity'>): (entity: View<Task>['entities'][number]) => boolean {
  const { entity_id: wantedId, entity_name: wantedName } = sent
  const wantedType = sent.entity_type?.toUpperCase()
  return ({ id, type, name }) =>
    (wantedId == null || id === wantedId) &&
    (wantedType === undefined || type.toUpperCase() === wantedType) &&
    (wantedName == null || name === wantedName)
}
