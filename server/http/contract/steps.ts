/** Work that lets others in between: long work holds the event loop for a slice at a time. */

/** Each `yield` is a place where others may be served; what it is done with is returned. */
export type Steps<Result> = Generator<undefined, Result, undefined>

/** Nobody waits any more for what work in slices was to bring about. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned'
}

export function isSteps(value: unknown): value is Steps<unknown> {
  return Object.prototype.toString.call(value) === '[object Generator]'
}

/**
 * The first slice is done at once; where it is the last, so is the work. Each other one has a turn of its own. Rejects with
 * what the work throws, and with `Abandoned` where it was found `abandoned` between two slices: the work is told, and goes no
 * further.
 */
export function inSlices<Result>(
  steps: Steps<Result>,
  abandoned: () => boolean = () => false
): Result | Promise<Result> {
  const first = steps.next()
  return first.done === true ? first.value : otherSlices(steps, abandoned)
}

async function otherSlices<Result>(steps: Steps<Result>, abandoned: () => boolean): Promise<Result> {
  for (;;) {
    await nextTurn()
    if (abandoned()) {
      steps.return(undefined as Result)
      throw new Abandoned('Nobody waits any more')
    }
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** A turn later. Where a request is read, the first one is still of the round of the event loop that has read it: others get in after the second. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

/** Without letting anybody in. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** What a handler answers, at once, later or in steps, made into something else in the same way. */
export function mapResult<From, To>(result: From | Promise<From> | Steps<From>, make: (value: From) => To) {
  if (result instanceof Promise) return result.then(make)
  if (!isSteps(result)) return make(result)
  return (function* (): Steps<To> {
    return make(yield* result)
  })()
}
