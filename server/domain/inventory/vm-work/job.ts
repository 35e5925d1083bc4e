/** The form of all work on VMs and images: planned when it is asked for, and again when its task ends. */
import type { Cluster, ClusterScene, DomainEvent, Task, View, VmWork } from '../../core/index.js'

/** The scene of work that a task begins and its end does. */
export interface WorkScene extends ClusterScene {
  /** Who asked for it. */
  readonly user: string
  /** UUIDs of what the work makes: known from the start, since the task names them. */
  readonly made: readonly string[]
}

export type WorkOf<T extends VmWork['type']> = View<Extract<VmWork, { type: T }>>

/**
 * Refuses what is wrong with the request. Answers what happens; or why the state of things does not allow it, which
 * is no fault of the request: the task fails with it.
 */
type Plan<T extends VmWork['type']> = (work: WorkOf<T>, scene: WorkScene) => DomainEvent[] | string

export interface Job<T extends VmWork['type']> {
  /** What the task is called [C: recorded, kVmCreate; EMU: the others]. */
  readonly operation: string
  /** How many things it makes. */
  readonly makes?: (work: WorkOf<T>) => number
  /** UUIDs that the client chose for them, in their order; undefined where the cluster chooses. */
  readonly chosen?: (work: WorkOf<T>) => readonly (string | undefined)[]
  /** What the task names; clients take the first for what was made. */
  readonly taskEntities: (work: WorkOf<T>, scene: WorkScene) => Task['entities']
  readonly plan: Plan<T>
}

export const vmEntity = (here: View<Cluster>, uuid: string): Task['entities'][number] => ({
  id: uuid,
  type: 'VM',
  name: here.vms[uuid]?.name ?? ''
})
