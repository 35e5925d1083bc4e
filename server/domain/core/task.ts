/** A task as it begins: under way until its time has come, or failed at once. */
import type { IdSource } from './ids.js'
import { after, seconds } from './time.js'
import type { Task, TaskEffect, View, World } from './world.js'

/** The error code of a task whose VM is not in the right state [C: recorded, a failed task]. */
export const INVALID_VM_STATE = 17

/** A task that runs for some seconds; what it does to the world, it does when it ends. */
export function runningTask(
  world: View<World>,
  operation: string,
  entities: Task['entities'],
  takesSeconds: number,
  effect: TaskEffect,
  ids: IdSource
): Task {
  const ending = { status: 'Running', errorCode: 0, errorDetail: null, effect } as const
  return { ...begun(world, operation, entities, ids), ...ending, endsAt: after(world.now, seconds(takesSeconds)) }
}

/** A task that could not even begin: the request is accepted, the task tells why not [C: recorded, a failed task]. */
export function failedTask(
  world: View<World>,
  operation: string,
  entities: Task['entities'],
  fault: { code: number; detail: string },
  ids: IdSource
): Task {
  const ending = { status: 'Failed', errorCode: fault.code, errorDetail: fault.detail, effect: null } as const
  return { ...begun(world, operation, entities, ids), ...ending, endsAt: world.now }
}

function begun(world: View<World>, operation: string, entities: Task['entities'], ids: IdSource) {
  return { uuid: ids.uuid(), serial: ids.number(), operation, createdAt: world.now, entities }
}
