/** Due times of tasks. */
import { RANK } from '../core/index.js'
import type { Cluster, Due, Task, Touches, View, World } from '../core/index.js'
import type { NoticeEvent } from './vocabulary.js'

/** When a task ends; null while its site has no power, and once it has ended. */
export function dueOfTask(world: View<World>, here: View<Cluster>, task: View<Task>): Due | null {
  if (here.power === 'lost' || (task.status !== 'Running' && task.status !== 'Queued')) return null
  const at = task.endsAt < world.now ? world.now : task.endsAt
  return { at, rank: RANK.task, command: { type: 'finish-task', cluster: here.name, task: task.uuid } }
}

export const noticeTouches: Touches<NoticeEvent['type']> = {
  'task-started': ({ cluster, task: { uuid } }) => ({ what: 'task', cluster, uuid }),
  'task-ended': ({ cluster, uuid }) => ({ what: 'task', cluster, uuid })
}
