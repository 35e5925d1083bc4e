/** Answer of asynchronous operations: the UUID of their task. */
import type { Task, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

export function taskUuidDto({ uuid }: View<Task>): Model<'TaskUuid'> {
  return { task_uuid: uuid }
}
