/** Maps tasks to v0.8, in Acropolis's own names. */
import { getOwn, required } from '../../domain/core/index.js'
import type { Task, View } from '../../domain/core/index.js'
import { acropolis, select } from '../lists/index.js'
import type { Prism, V08CanonicalHandlers, V08CanonicalModel } from '../core/index.js'
import { taskDto, taskEnded, taskOf, waitForAnyTask } from '../inventory/index.js'

export const tasks = {
  getTasks: ({ prism, query }) => {
    const wanted = {
      types: namesIn(query.entity_types),
      uuids: namesIn(query.entity_uuids),
      operations: namesIn(query.operation_type_list)
    }
    const matching = Object.values(prism.cluster.tasks).filter(
      task =>
        (query.include_completed === true || !taskEnded(task)) &&
        (query.epoch_cut_off_time === undefined || task.createdAt >= query.epoch_cut_off_time) &&
        matchesAny(wanted.operations, [task.operation]) &&
        matchesAny(
          wanted.types,
          task.entities.map(({ type }) => type)
        ) &&
        matchesAny(
          wanted.uuids,
          task.entities.map(({ id }) => id)
        )
    )
    const rows = matching.map(task => acropolisTaskDto(prism, task, query.include_entity_names))
    const selected = select(rows, query, row => ({ ...row, status: row.progress_status }))
    return acropolis(selected.slice(0, query.count), selected.length)
  },

  getTask: ({ prism, path, query }) =>
    acropolisTaskDto(prism, taskOf(prism.cluster, path.uuid), query.include_entity_names),

  /** A task that is not known is no error here [C: Swagger, the model has a field for it]. */
  pollTask: async ({ prism, path, query }) => {
    if (getOwn(prism.cluster.tasks, path.uuid) === undefined)
      return { is_unrecognized: true, timed_out: false, task_info: null }
    await waitForAnyTask(prism, [path.uuid], query.timeout_seconds ?? null)
    const task = required(
      getOwn(prism.cluster.tasks, path.uuid),
      'task/not-found',
      `Task ${path.uuid} has been forgotten`
    )
    return {
      is_unrecognized: false,
      timed_out: !taskEnded(task),
      task_info: acropolisTaskDto(prism, task, query.include_entity_names)
    }
  }
} satisfies Partial<V08CanonicalHandlers>

function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').flatMap(name => name.trim() || [])
}

/** Whether one of the values is wanted; every one is where nothing is said. */
function matchesAny(wanted: readonly string[], values: readonly string[]): boolean {
  return wanted.length === 0 || values.some(value => wanted.includes(value))
}

function acropolisTaskDto(
  { world, cluster }: Prism,
  task: View<Task>,
  names = false
): V08CanonicalModel<'AcropolisTask'> {
  const dto = taskDto(world, cluster, task)
  return {
    uuid: dto.uuid ?? null,
    operation_type: task.operation,
    message: dto.message ?? null,
    progress_status: `k${task.status}`,
    percentage_complete: dto.percentage_complete ?? null,
    entity_ids: task.entities.map(({ id }) => id),
    entity_list: task.entities.map(({ id, type, name }) => ({
      uuid: id,
      entity_type: type,
      entity_name: names ? name : null
    })),
    meta_request: { method_name: task.operation.replace(/^k/, '') },
    meta_response: taskEnded(task) ? { error: errorOf(task), error_detail: task.errorDetail } : null,
    create_time: dto.create_time_usecs ?? null,
    start_time: dto.start_time_usecs ?? null,
    complete_time: dto.complete_time_usecs ?? null,
    last_updated_time: dto.last_updated_time_usecs ?? null,
    parent_task_uuid: null,
    subtask_uuid_list: []
  }
}

/** What a task that succeeded says [C: clients, the vendor's sample script]. */
const NO_ERROR = 'kNoError'

/** The kind of an error stands before the colon of its text. */
function errorOf({ errorDetail }: View<Task>): string {
  return errorDetail === null ? NO_ERROR : `k${errorDetail.split(':')[0]}`
}
