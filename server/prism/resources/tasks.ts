/** Tasks of the cluster. */
import { own } from '../../domain/lookup.js'
import { required } from '../../domain/refusal.js'
import type { Cluster, Task, View } from '../../domain/world.js'
import { acropolis } from '../collection.js'
import type { Model, V2Handlers } from '../handlers.js'
import { taskDto, taskEnded } from './dto/task.js'

export const tasks = {
  listTasks: ({ prism: { world, cluster } }) =>
    acropolis(Object.values(cluster.tasks).map(task => taskDto(world, cluster, task))),

  getTasks: ({ prism: { world, cluster }, body }) => {
    const matching = Object.values(cluster.tasks).filter(task => asked(cluster, task, body ?? {}))
    const oldest = matching.slice(0, body?.count ?? undefined)
    return acropolis(
      oldest.map(task => taskDto(world, cluster, task)),
      matching.length
    )
  },

  getTask: ({ prism: { world, cluster }, path }) => {
    const task = required(own(cluster.tasks, path.uuid), 'task/not-found', `Task ${path.uuid} does not exist`)
    return taskDto(world, cluster, task)
  },

  /** Answers at once: on a clock that stands still nothing would ever end. */
  pollTask: ({ prism: { world, cluster }, body }) => {
    const ended = (body?.completed_tasks ?? []).flatMap(uuid => {
      const task = required(own(cluster.tasks, uuid), 'task/not-found', `Task ${uuid} does not exist`)
      return taskEnded(task) ? [taskDto(world, cluster, task)] : []
    })
    return { completed_tasks_info: ended, timed_out: ended.length === 0 }
  }
} satisfies Partial<V2Handlers>

function asked(here: View<Cluster>, task: View<Task>, query: Model<'TaskListRequest'>): boolean {
  const { operation_type_list: operations, entity_list: entities, cluster_uuid_list: clusters } = query
  return (
    (query.include_completed === true || !taskEnded(task)) &&
    (!operations?.length || operations.includes(task.operation)) &&
    (!clusters?.length || clusters.includes(here.uuid)) &&
    (query.cut_off_time_usecs == null || task.createdAt >= query.cut_off_time_usecs) &&
    (!entities?.length || task.entities.some(({ id }) => entities.some(entity => entity.entity_id === id)))
  )
}
