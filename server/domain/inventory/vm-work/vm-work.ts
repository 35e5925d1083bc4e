/** The table of all work on VMs and images, and the rules that start it with a task and finish it when the task ends. */
import type { CommandOf, Decision, DomainEvent, Scene, Task, View, VmWork } from '../../core/index.js'
import { INVALID_VM_STATE, Refusal, clusterOf, failedTask, runningTask, startTask } from '../../core/index.js'
import {
  addNics,
  attachDisks,
  detachDisks,
  manageGuestTools,
  removeNic,
  updateDisks,
  updateNic,
  updateVm
} from './configure.js'
import { cloneVm, cloneVmSnapshot, createVm, deleteVm } from './create.js'
import { createImage, deleteImage, updateImage } from './images.js'
import type { Job, WorkScene } from './job.js'
import { deleteVmSnapshot, restoreVm, snapshotVms } from './snapshots.js'

/** How long work on a VM takes. EMU: the product's own times are not known. */
const WORK_SECONDS = 1

const jobs: { [T in VmWork['type']]: Job<T> } = {
  'create-vm': createVm,
  'update-vm': updateVm,
  'clone-vm': cloneVm,
  'delete-vm': deleteVm,
  'attach-disks': attachDisks,
  'detach-disks': detachDisks,
  'update-disks': updateDisks,
  'add-nics': addNics,
  'update-nic': updateNic,
  'remove-nic': removeNic,
  'manage-guest-tools': manageGuestTools,
  'restore-vm': restoreVm,
  'snapshot-vms': snapshotVms,
  'delete-vm-snapshot': deleteVmSnapshot,
  'clone-vm-snapshot': cloneVmSnapshot,
  'create-image': createImage,
  'update-image': updateImage,
  'delete-image': deleteImage
}

const jobOf = (work: View<VmWork>): Job<never> => jobs[work.type]

/** Plans the work, so that what is wrong with it is refused now, and starts its task. */
export function startVmWork({ world, ids }: Scene, command: CommandOf<VmWork['type']>): Decision<Task> {
  const { cluster, user, ...work } = command
  const here = clusterOf(world, cluster)
  const job = jobOf(work)
  const chosen = job.chosen?.(work as never) ?? []
  const made = Array.from({ length: job.makes?.(work as never) ?? 0 }, (_, i) => chosen[i] ?? ids.uuid())
  const workScene: WorkScene = { world, here, ids, user, made }
  const plan = job.plan(work as never, workScene)
  const entities = job.taskEntities(work as never, workScene)
  const task =
    typeof plan === 'string'
      ? failedTask(
          { world, ids },
          { operation: job.operation, entities, fault: { code: INVALID_VM_STATE, detail: plan } }
        )
      : runningTask(
          { world, ids },
          {
            operation: job.operation,
            entities,
            takesSeconds: WORK_SECONDS,
            effect: { type: 'vm-work', work, made, user }
          }
        )
  return startTask(here, task)
}

/** Plans the work anew against the present world and does it; or tells why it cannot be done any more. */
export function finishVmWork(work: View<VmWork>, scene: WorkScene): DomainEvent[] | string {
  try {
    return jobOf(work).plan(work as never, scene)
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
