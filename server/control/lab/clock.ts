/** Clock endpoints: read, freeze, run, advance. */
import { NEVER, USECS_PER_DAY, USECS_PER_SECOND, after, instant, seconds, sooner } from '../../domain/core/index.js'
import type { Instant } from '../../domain/core/index.js'
import type { Change } from '../../engine/index.js'
import { ADVANCE_DAYS_MAX, AdvanceBusy, KeptWorld, Lab } from '../../labs/index.js'
import type { AdvanceOutcome } from '../../labs/index.js'
import { rfc3339 } from '../../domain/core/index.js'
import { ControlFault, clockOf, invalidRequest, parseRfc3339, unfinishedWork } from '../core/index.js'
import { eventMatcher } from '../events/index.js'
import type { HandlersFor, Model } from '../core/index.js'

/** Simulated days for which an event is waited for, where the request does not say. */
export const EVENT_WAIT_DAYS = 1
/** Simulated days after which waiting for rest ends. */
export const IDLE_WAIT_DAYS = 30
/** Unfinished work that a refusal lists at most. */
const NAMED_MAX = 5

type Advanced = Model<'Advanced'>

export const clock: HandlersFor<'getClock' | 'setClock' | 'advanceClock'> = {
  getClock: ({ ctx }) => clockOf(ctx.lab),

  setClock: ({ ctx, body }) => {
    ctx.lab.pace.set({ ...ctx.lab.pace.state, ...body })
    return clockOf(ctx.lab)
  },

  advanceClock: async ({ ctx: { lab }, body }) => {
    if (lab.advancing) throw new AdvanceBusy('An advance of the clock is under way')
    // Held from here on, so that a running clock does not move between the reading of the present and the advance.
    const release = lab.pace.hold()
    try {
      return await advance(lab, body)
    } finally {
      release()
    }
  }
}

async function advance(
  lab: Lab,
  { seconds: count, until, until_event, until_idle }: Model<'Advance'>
): Promise<Advanced> {
  if (until_event !== undefined) return advanceToEvent(lab, until_event)
  if (until_idle !== undefined) return advanceToRest(lab)
  if (until === undefined) return advanceDto(await lab.advance({ until: inside(lab, seconds(count ?? 0)) }))
  const target = parseRfc3339(until)
  if (target === undefined) throw invalidRequest(`body/until is not an instant: ${until}`)
  const { now } = lab.world
  if (target < now)
    throw new ControlFault('clock/past', `${until} is past: it is ${rfc3339(now)}, and time never runs back`)
  return advanceDto(await lab.advance({ until: inside(lab, target - now) }))
}

/** Throws where that far is too far. */
function inside(lab: Lab, usecs: number): Instant {
  const target = after(lab.world.now, usecs)
  if (usecs > ADVANCE_DAYS_MAX * USECS_PER_DAY) {
    throw invalidRequest(`The clock is advanced by ${ADVANCE_DAYS_MAX} days at most`)
  }
  if (target >= NEVER) throw invalidRequest('The clock cannot be advanced any further')
  return target
}

async function advanceToEvent(lab: Lab, pattern: Model<'EventPattern'>): Promise<Advanced> {
  const { matches, phrase: words } = eventMatcher(pattern, lab.world)
  const within = pattern.within_seconds ?? (EVENT_WAIT_DAYS * USECS_PER_DAY) / USECS_PER_SECOND
  const until = inside(lab, seconds(within))
  const target = { until, untilChange: (change: Change) => matches(change, lab.world) !== undefined }
  if (pattern.within_seconds === undefined && !(await comesAbout(lab, until, matches))) {
    throw new ControlFault(
      'clock/not-reached',
      `There would be no ${words} within ${EVENT_WAIT_DAYS} day: within_seconds waits longer. The clock has not moved`
    )
  }
  const outcome = await lab.advance(target)
  const event = outcome.matched && matches(outcome.matched, lab.world)
  if (event !== undefined) return { ...advanceDto(outcome), event }
  throw new ControlFault('clock/not-reached', `There was no ${words} within ${within} seconds. ${advanceText(outcome)}`)
}

/** Whether an event would come, as a fork of the lab finds out: a wait without a limit is for what happens soon, and costs nothing otherwise. */
async function comesAbout(
  { name, engine, pace }: Lab,
  until: Instant,
  matches: ReturnType<typeof eventMatcher>['matches']
): Promise<boolean> {
  const fork = new Lab({ name, world: new KeptWorld(engine.keep()), pace: { ...pace.state, mode: 'frozen' } })
  const untilChange = (change: Change): boolean => matches(change, fork.world) !== undefined
  return (await fork.advance({ until, untilChange })).matched !== undefined
}

async function advanceToRest(lab: Lab): Promise<Advanced> {
  const until = sooner(after(lab.world.now, IDLE_WAIT_DAYS * USECS_PER_DAY), instant(NEVER - 1))
  const outcome = await lab.advance({ until, untilIdle: true })
  if (outcome.idle) return advanceDto(outcome)
  const left = unfinishedWork(lab.world)
  const named = left.slice(0, NAMED_MAX).join('; ')
  const more = left.length > NAMED_MAX ? `; and ${left.length - NAMED_MAX} more` : ''
  throw new ControlFault(
    'clock/not-reached',
    `Still under way after ${IDLE_WAIT_DAYS} days: ${named}${more}. ${advanceText(outcome)}`
  )
}

function advanceText({ to }: AdvanceOutcome): string {
  return `The clock has moved all the same: it is ${rfc3339(to)}`
}

function advanceDto({ from, to, commands }: AdvanceOutcome): Advanced {
  return { now: rfc3339(to), now_usecs: to, advanced_seconds: (to - from) / USECS_PER_SECOND, commands }
}
