/** The states of a lab that are held in memory: worlds that somebody kept, each with its clock. */
import type { View, World } from '../domain/core/index.js'
import type { PaceState } from '../engine/index.js'
import { heldBytes } from './held-bytes.js'

/** States of one lab at once. */
export const STATES_MAX = 100
/** About how much memory the states of all labs of a process hold. */
export const STATE_BYTES_MAX = 512 * 1024 * 1024

export interface HeldState {
  readonly name: string
  readonly world: View<World>
  readonly pace: PaceState
  /** What it holds that those before it do not. */
  readonly bytes: number
}

/** Shared by the labs of a process. */
export class StateBudget {
  #bytes = 0
  constructor(readonly bytesMax = STATE_BYTES_MAX) {}

  get exceeded(): boolean {
    return this.#bytes > this.bytesMax
  }

  change(bytes: number): void {
    this.#bytes += bytes
  }
}

export class HeldStates {
  #states = new Map<string, HeldState>()
  #seen = new WeakSet()

  readonly #budget: StateBudget

  constructor(budget: StateBudget) {
    this.#budget = budget
  }

  get(name: string): HeldState | undefined {
    return this.#states.get(name)
  }

  /** How many there are. */
  get size(): number {
    return this.#states.size
  }

  /** Undefined where it would be beyond the limit of bytes. */
  hold(name: string, world: View<World>, pace: PaceState): HeldState | undefined {
    const bytes = heldBytes(world, this.#seen)
    const held = { name, world, pace, bytes }
    this.#states.set(name, held)
    this.#budget.change(bytes)
    if (this.#budget.exceeded) {
      this.release(name)
      return undefined
    }
    return held
  }

  /** What others share with it counts for them from now on. */
  release(name: string): void {
    const left = [...this.#states.values()].filter(state => state.name !== name)
    this.clear()
    this.#seen = new WeakSet()
    for (const state of left) {
      const bytes = heldBytes(state.world, this.#seen)
      this.#states.set(state.name, { ...state, bytes })
      this.#budget.change(bytes)
    }
  }

  /** Lets all of them go. */
  clear(): void {
    for (const { bytes } of this.#states.values()) this.#budget.change(-bytes)
    this.#states.clear()
  }
}
