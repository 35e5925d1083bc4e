/** What the end of a task does to the world: the table of all effects. */
import type { Cluster, CommandOf, DomainEvent, IdSource, Scene, Task, TaskEffect, View, World } from './core/index.js'
import { INVALID_VM_STATE, Refusal, openCluster, getOwn } from './core/index.js'
import { finishVmWork, finishHaUpdate, finishEnteringMaintenance, finishPowerTransition } from './inventory/rules.js'
import { finishFileServerActivation } from './file-servers/rules.js'
import { finishRestore, alertRestoreAborted } from './recovery/rules.js'
import { doVolumeGroupWork } from './volume-groups/rules.js'
import { finishDiskRemoval } from './storage/rules.js'

interface Ending {
  readonly world: View<World>
  readonly here: View<Cluster>
  readonly task: View<Task>
  readonly ids: IdSource
}

type EffectOf<T extends TaskEffect['type']> = View<Extract<TaskEffect, { type: T }>>

/** What happens, or the reason why nothing can any more: the task then fails with it. */
type Effects = {
  [T in TaskEffect['type']]: (effect: EffectOf<T>, ending: Ending) => readonly DomainEvent[] | string
}

const effects: Effects = {
  power: (effect, { here, task }) =>
    finishPowerTransition(here, effect.vm, effect.to, task.uuid) ?? 'NotFound: the VM has gone',
  maintenance: (effect, ending) => finishEnteringMaintenance(ending, effect),
  'disk-removal': (effect, { world, here }) => finishDiskRemoval(world, here, effect.disk),
  'vm-work': ({ work, made, user }, { world, here, ids }) => finishVmWork(work, { world, here, ids, made, user }),
  'volume-group-work': ({ work, made, user }, { world, here, ids }) => {
    try {
      return doVolumeGroupWork({ world, here, ids, made, user }, work)
    } catch (error) {
      if (error instanceof Refusal) return error.message // what could be done when it was asked cannot be any more
      throw error
    }
  },
  ha: ({ change }, { here }) => finishHaUpdate(here, change),
  'file-server-activation': (effect, { here, task }) => finishFileServerActivation(here, effect, task.uuid),
  restore: (effect, { world, here, ids }) =>
    finishRestore({ world, here, ids }, effect) ?? 'NotFound: the snapshot or its protection domain has gone'
}

export function finishTask(scene: Scene, command: CommandOf<'finish-task'>): DomainEvent[] {
  const { world, here, ids } = openCluster(scene, command)
  const task = getOwn(here.tasks, command.task)
  if (task === undefined) throw new Error(`Task ${command.task} of ${here.name} is gone`)
  const ended = { type: 'task-ended', cluster: here.name, uuid: task.uuid } as const
  const done: DomainEvent = { ...ended, status: 'Succeeded', errorCode: 0, errorDetail: null }
  if (task.effect === null) return [done]
  const effect = effects[task.effect.type] as (
    effect: View<TaskEffect>,
    ending: Ending
  ) => readonly DomainEvent[] | string
  const outcome = effect(task.effect, { world, here, task, ids })
  if (typeof outcome !== 'string') return [...outcome, done]
  const failed: DomainEvent = { ...ended, status: 'Failed', errorCode: INVALID_VM_STATE, errorDetail: outcome }
  return task.effect.type === 'restore'
    ? [failed, alertRestoreAborted({ world, here, ids }, task.effect, outcome)]
    : [failed]
}
