/** Oracle of a running world: invariants of each state, and history that may not change between two states. */
import { violations } from '../domain/invariants/index.js'
import { ACTIVITY_MAX, FAILOVERS_MAX } from '../domain/core/index.js'
import type { DomainEvent, World } from '../domain/core/index.js'
import type { Engine } from '../engine/index.js'
import { Changes } from './changes.js'
import type { Fault } from './changes.js'
import { countsIn, ledgerOracle } from './ledger-oracle.js'
import { stateOf, transitionViolations } from './transitions.js'
import type { State } from './transitions.js'

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

/** Comparing two states of a world costs by its size: worth while after one change for each so many characters. */
const COMPARE_CHARACTERS = 8_000

export class Oracle {
  readonly #engine: Engine
  readonly #history: ReturnType<typeof ledgerOracle>
  #before: State
  #turningPointPassed = false
  #changes = 0
  /** Of the changes since the last look. */
  #faults: Fault[] = []

  constructor(engine: Engine) {
    const changes = new Changes(engine.world)
    this.#engine = engine
    this.#before = savedState(engine)
    this.#history = ledgerOracle(engine.world.ledger)
    engine.subscribe(change => {
      this.#changes += 1
      this.#history.record(change)
      this.#faults.push(...changes.check(change))
      this.#turningPointPassed ||= this.#faults.length > 0 || change.events.some(({ type }) => turningPoints.has(type))
    })
  }

  /** Whether something has happened since the last look after which one is worth while. */
  get turningPointPassed(): boolean {
    return this.#turningPointPassed
  }

  /** Characters of the world when it was last compared: what a look costs goes by it. */
  get size(): number {
    return this.#before.text.length
  }

  /** Looks: what is broken now, though nothing was before; by comparing, once enough has happened. */
  check(): Fault[] {
    return this.#changes * COMPARE_CHARACTERS < this.size ? this.#checkState() : this.compare()
  }

  /** Looks, and compares with the state of the last comparison: what has ended since is to have stayed what it was. */
  compare(): Fault[] {
    const now = stateOf(this.#engine.world)
    const found = this.#checkState()
    const rewritten = transitionViolations(this.#before, now)
    this.#before = savedState(this.#engine, now)
    this.#changes = 0
    return [...found, ...rewritten.map(detail => ({ promise: 'what has ended is history', detail }))]
  }

  #checkState(): Fault[] {
    const broken = violations(this.#engine.world).map(({ invariant, detail }) => ({ promise: invariant, detail }))
    const faults = [...this.#faults, ...broken, ...this.#ledgerFaults()]
    this.#turningPointPassed = false
    this.#faults = []
    return faults
  }

  /** While the ledger has forgotten nothing, it says what the events said. */
  #ledgerFaults(): Fault[] {
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
function savedState(engine: Engine, state: State = stateOf(engine.world)): State {
  return { ...state, world: JSON.parse(state.text) as World }
}
