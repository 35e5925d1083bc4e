/** Due times of tasks. */
import { MOVES, RANK } from '../core/index.js'
import type { Cluster, Due, Moves, Task, Touches, View, World } from '../core/index.js'
import type { NoticeEvent } from './vocabulary.js'

/** When a task ends; null while its site has no power, and once it has ended. */
export function dueOfTask(world: View<World>, here: View<Cluster>, task: View<Task>): Due | null {
  if (here.power === 'lost' || (task.status !== 'Running' && task.status !== 'Queued')) return null
  const at = task.endsAt < world.now ? world.now : task.endsAt
  return { at, rank: RANK.task, command: { type: 'finish-task', cluster: here.name, task: task.uuid } }
}

/** An audit is a record of what other events do. */
export const noticeMoves: Moves<NoticeEvent['type']> = { 'audit-recorded': MOVES.none }

export const noticeTouches: Touches<NoticeEvent['type']> = {
  'task-started': ({ cluster, task: { uuid } }) => ({ what: 'task', cluster, uuid }),
  'task-ended': ({ cluster, uuid }) => ({ what: 'task', cluster, uuid })
}
