/** A task as it begins: under way until its time has come, or failed at once. */
import type { Decision, Scene } from './tables/scene.js'
import { after, seconds } from './time.js'
import type { Cluster, Task, TaskEffect, View } from './world.js'

/** The error code of a task whose VM is not in the right state [C: recorded, a failed task]. */
export const INVALID_VM_STATE = 17

interface Begun {
  readonly operation: string
  readonly entities: Task['entities']
}

/** The decision to start a task, which is the answer to who asked for it. */
export function startTask(here: View<Cluster>, task: Task): Decision<Task> {
  return { events: [{ type: 'task-started', cluster: here.name, task }], result: task }
}

/** A task that runs for some seconds; what it does to the world, it does when it ends. */
export function runningTask(
  scene: Scene,
  { takesSeconds, effect, ...begun }: Begun & { readonly takesSeconds: number; readonly effect: TaskEffect }
): Task {
  const ending = { status: 'Running', errorCode: 0, errorDetail: null, effect } as const
  return { ...begin(scene, begun), ...ending, endsAt: after(scene.world.now, seconds(takesSeconds)) }
}

/** A task that could not even begin: the request is accepted, the task tells why not [C: recorded, a failed task]. */
export function failedTask(
  scene: Scene,
  { fault, ...begun }: Begun & { readonly fault: { readonly code: number; readonly detail: string } }
): Task {
  const ending = { status: 'Failed', errorCode: fault.code, errorDetail: fault.detail, effect: null } as const
  return { ...begin(scene, begun), ...ending, endsAt: scene.world.now }
}

function begin({ world, ids }: Scene, { operation, entities }: Begun) {
  return { uuid: ids.uuid(), serial: ids.number(), operation, createdAt: world.now, entities }
}
