/** Pace of virtual time against the wall clock: frozen, or running at a rate. The only reader of the wall clock. */
import { performance } from 'node:perf_hooks'
import { runInNewContext } from 'node:vm'
import { USECS_PER_SECOND, instant } from '../domain/core/index.js'
import type { Instant } from '../domain/core/index.js'
import type { Engine } from './engine.js'

/** Simulated seconds a real second at most; the contract of the control API has the same figure. */
export const RATE_MAX = 1_000_000

type PaceMode = 'frozen' | 'running'

export interface PaceState {
  mode: PaceMode
  /** Virtual seconds per real second while it runs. */
  rate: number
}

/** The pace of a clock, with the real microseconds at which it was kept. */
export interface KeptPace {
  readonly state: PaceState
  readonly real: number
}

/** The present instant of the machine. */
export function wallClock(): Instant {
  return instant(Date.now() * 1000)
}

/** The time of the machine, also where a test has put a Date of its own in its place: TLS asks the machine. */
export function machineTime(): Date {
  const isNative = Function.prototype.toString.call(Date.now).includes('[native code]')
  return new Date(isNative ? Date.now() : (runInNewContext('Date.now()') as number))
}

/** Real seconds since the process began, for what has nothing to do with the world, such as idle sessions. */
export function elapsedSeconds(): number {
  return performance.now() / 1000
}

/** Real microseconds since the process began: unlike the wall clock they never jump. */
function elapsedUsecs(): number {
  return performance.now() * 1000
}

export class Pace {
  readonly #engine: Engine
  readonly #elapsed: () => number
  #state: PaceState
  #anchor: { virtual: Instant; real: number }
  #held = 0
  readonly #listeners = new Set<() => void>()

  constructor(engine: Engine, state: PaceState, elapsed: () => number = elapsedUsecs) {
    this.#engine = engine
    this.#elapsed = elapsed
    this.#state = { ...state }
    this.#anchor = this.#here()
  }

  get state(): Readonly<PaceState> {
    return this.#state
  }

  /** Brings the world to the present. Whoever looks at the world calls this first; nothing runs on a timer. */
  catchUp(): void {
    if (this.#state.mode === 'frozen' || this.#held > 0) return
    const passed = (this.#elapsed() - this.#anchor.real) * this.#state.rate
    const present = instant(this.#anchor.virtual + passed)
    this.#engine.advanceTo(present)
    if (this.#engine.world.now > present) this.#anchor = this.#here() // an incident made the clocks jump
  }

  /** Changes the pace from the present instant on. */
  set(state: PaceState): void {
    this.catchUp()
    this.#state = { ...state }
    this.#anchorHere()
  }

  /** Real seconds until a running clock reaches an instant; 0 where it has. */
  secondsUntil(at: Instant): number {
    const virtual = Math.max(0, at - this.#engine.world.now)
    return virtual / USECS_PER_SECOND / this.#state.rate
  }

  /** Subscribes to changes of the pace; returns the function that unsubscribes. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Keeps the wall clock out while somebody moves time by hand; from then on it runs on from where they left it. */
  hold(): () => void {
    this.catchUp()
    this.#held += 1
    return () => {
      this.#held -= 1
      this.#anchorHere()
    }
  }

  /** Snapshot of the pace with its real time. */
  keep(): KeptPace {
    return { state: { ...this.#state }, real: this.#elapsed() }
  }

  /**
   * The world has gone back to what it was when the pace was kept: a clock that runs has run on since, so that it is brought
   * to the same present again, without what was taken back.
   */
  restore({ state, real }: KeptPace): void {
    this.#state = { ...state }
    if (state.mode === 'running') {
      const passed = (this.#elapsed() - real) * state.rate
      this.#engine.advanceTo(instant(this.#engine.world.now + passed))
    }
    this.#anchorHere()
  }

  /** The world was replaced, and goes on at this pace from its own time. */
  resume(state: PaceState): void {
    this.#state = { ...state }
    this.#anchorHere()
  }

  /** The world was replaced: its time is the present. */
  restart(): void {
    this.#anchorHere()
  }

  #anchorHere(): void {
    this.#anchor = this.#here()
    for (const listener of this.#listeners) listener()
  }

  #here(): { virtual: Instant; real: number } {
    return { virtual: this.#engine.world.now, real: this.#elapsed() }
  }
}
