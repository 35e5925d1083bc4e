/** The answer to what starts a task. */
import type { Task, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

export function started({ uuid }: View<Task>): Model<'TaskUuid'> {
  return { task_uuid: uuid }
}
