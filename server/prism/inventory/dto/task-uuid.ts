/** Answer of asynchronous operations: the UUID of their task. */
import type { DomainEvent } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

export function taskUuidDto(events: readonly DomainEvent[]): Model<'TaskUuid'> {
  const task = events.find(event => event.type === 'task-started')?.task
  if (task === undefined) throw new Error('No task was started')
  return { task_uuid: task.uuid }
}
