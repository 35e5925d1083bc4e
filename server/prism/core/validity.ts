/**
 * For how long an answer stays true while nothing happens in its world. A handler reads a world that notes whether the
 * present was asked for, and how exactly: what says so here changes at instants that are known.
 */
import { NEVER, USECS_PER_SECOND, after, instant, sooner } from '../../domain/core/index.js'
import type { Instant, View, World } from '../../domain/core/index.js'

/** EMU: seconds between two samples of figures that grow with time, where a world does not say. */
const FIGURE_STEP_SECONDS = 30

/** What was read for one answer. */
export class Validity {
  #until: Instant = NEVER
  #ofWorldAlone = true

  /** The instant at which the answer changes by itself; `NEVER` where it does not depend on time. */
  get until(): Instant {
    return this.#until
  }

  /** Whether the answer depends on nothing but the world: not on who is logged in, nor on addresses. */
  get ofWorldAlone(): boolean {
    return this.#ofWorldAlone
  }

  /** The answer depends on something that is not part of the world. */
  dependsOnMore(): void {
    this.#ofWorldAlone = false
  }

  /** The answer changes at this instant at the latest. */
  endAt(at: Instant): void {
    this.#until = sooner(this.#until, at)
  }

  /** The same world, whose present is noted where it is read: an answer that tells the instant is true at this instant alone. */
  watch(world: View<World>): View<World> {
    const { now } = world
    const watched = Object.defineProperty({ ...world }, 'now', {
      enumerable: true,
      get: () => {
        this.endAt(now)
        return now
      }
    })
    watchedWorlds.set(watched, { validity: this, now })
    return watched
  }
}

const watchedWorlds = new WeakMap<View<World>, { readonly validity: Validity; readonly now: Instant }>()

/** The same for a view that notes where its present is read: what is said of time goes to whatever is being made just then. */
export function watchAs(view: View<World>, now: Instant, current: () => Validity): void {
  watchedWorlds.set(view, {
    get validity() {
      return current()
    },
    now
  })
}

/** The present, for a reader to whom nothing matters but whether an instant has come; it ends there at the latest. */
export function nowBefore(world: View<World>, next: Instant): Instant {
  const watched = watchedWorlds.get(world)
  if (watched === undefined) return world.now
  if (watched.now < next) watched.validity.endAt(next)
  return watched.now
}

/** The instant whose figures are shown: the last of a grid, so that they stay the same between two of its instants. */
export function figureInstant(world: View<World>): Instant {
  const step = (world.settings.figureStepSeconds ?? FIGURE_STEP_SECONDS) * USECS_PER_SECOND
  if (step <= 0) return world.now
  const now = nowBefore(world, NEVER)
  const sampled = instant(now - (now % step))
  watchedWorlds.get(world)?.validity.endAt(after(sampled, step))
  return sampled
}
