/** A task as it begins: under way until its time has come, or failed at once. */
import type { IdSource } from '../ids.js'
import { after, seconds } from '../time.js'
import type { Task, TaskEffect, View, World } from '../world.js'

/** The error code of a task whose VM is not in the right state [C: a recorded failed task]. */
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
  return {
    uuid: ids.uuid(),
    serial: ids.number(),
    operation,
    status: 'Running',
    createdAt: world.now,
    endsAt: after(world.now, seconds(takesSeconds)),
    errorCode: 0,
    errorDetail: null,
    entities,
    effect
  }
}

/** A task that could not even begin: the request is accepted, the task tells why not [C: a recorded failed task]. */
export function failedTask(
  world: View<World>,
  operation: string,
  entities: Task['entities'],
  fault: { code: number; detail: string },
  ids: IdSource
): Task {
  return {
    uuid: ids.uuid(),
    serial: ids.number(),
    operation,
    status: 'Failed',
    createdAt: world.now,
    endsAt: world.now,
    errorCode: fault.code,
    errorDetail: fault.detail,
    entities,
    effect: null
  }
}
