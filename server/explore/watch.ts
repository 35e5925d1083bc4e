/** Watches a world: whether everything holds that is to hold, of each state and of any two that follow each other. */
import { violations } from '../domain/invariants.js'
import { ACTIVITY_MAX, FAILOVERS_MAX } from '../domain/limits.js'
import type { DomainEvent } from '../domain/events.js'
import type { World } from '../domain/world.js'
import type { Engine } from '../engine/engine.js'
import { countsIn, recount } from './recount.js'
import { stateOf, transitionViolations } from './transitions.js'
import type { State } from './transitions.js'

export interface Fault {
  /** What should hold, as a sentence. */
  readonly promise: string
  /** Where it does not. */
  readonly detail: string
}

/** After these a look is worth while at once: they change what may be where. */
const turningPoints = new Set<DomainEvent['type']>([
  'incident-began',
  'incident-ended',
  'mode-change-ended',
  'protection-domain-activated',
  'protection-domain-deactivated',
  'power-lost',
  'power-restored'
])

export class Watch {
  readonly #engine: Engine
  readonly #history: ReturnType<typeof recount>
  #before: State
  #turned = false

  constructor(engine: Engine) {
    this.#engine = engine
    this.#before = kept(engine)
    this.#history = recount(engine.world.ledger)
    engine.subscribe(change => {
      this.#history.note(change)
      this.#turned ||= change.events.some(({ type }) => turningPoints.has(type))
    })
  }

  /** Whether something has happened since the last look after which one is worth while. */
  get turned(): boolean {
    return this.#turned
  }

  /** Characters of the world at the last look: what a look costs goes by it. */
  get size(): number {
    return this.#before.text.length
  }

  /** Looks: what is broken now, though nothing was before. */
  look(): Fault[] {
    const { world } = this.#engine
    const now = stateOf(world)
    const faults = [
      ...violations(world).map(({ invariant, detail }) => ({ promise: invariant, detail })),
      ...transitionViolations(this.#before, now).map(detail => ({ promise: 'what has ended is history', detail })),
      ...this.#miscounted()
    ]
    this.#before = kept(this.#engine, now)
    this.#turned = false
    return faults
  }

  /** While the ledger has forgotten nothing, it says what the events said. */
  #miscounted(): Fault[] {
    const { ledger } = this.#engine.world
    const full = ledger.failovers.length >= FAILOVERS_MAX || ledger.activity.length >= ACTIVITY_MAX
    if (full || ledger.outages.length >= ACTIVITY_MAX) return []
    const [entered, counted] = [countsIn(ledger), this.#history.counts].map(counts => JSON.stringify(counts))
    if (entered === counted) return []
    return [
      { promise: 'the ledger says what the events say', detail: `it has ${entered}, and the events give ${counted}` }
    ]
  }
}

/** A state that no later change touches. */
function kept(engine: Engine, state: State = stateOf(engine.world)): State {
  return { ...state, world: JSON.parse(state.text) as World }
}
