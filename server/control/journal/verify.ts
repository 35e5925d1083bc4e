/** Verifies the journal against what is expected of it, and says which requests come nearest where it does not hold. */
import { invalidRequest } from '../core/index.js'
import type { Call, ControlContext, Model } from '../core/index.js'
import { callDto } from './call-dto.js'
import { compareWith } from './filter.js'
import type { Compare, Difference, Filter } from './filter.js'

/** Requests that came near and are told. */
const MISSES_MAX = 5

type Verdict = Model<'JournalVerdict'>

/** Throws where the request contradicts itself, or a filter names nothing. */
export function verdictOf(
  ctx: ControlContext,
  { expect, times, in_order: inOrder }: Model<'JournalExpectation'>
): Verdict {
  if (expect !== undefined && inOrder === undefined) return countVerdict(ctx, expect, times)
  if (expect !== undefined || inOrder === undefined) throw invalidRequest('body must have either expect or in_order')
  if (times !== undefined) throw invalidRequest('body/times has no meaning with in_order')
  return orderVerdict(ctx, inOrder)
}

function countVerdict(ctx: ControlContext, expect: Filter, times: number | undefined): Verdict {
  const compare = compareWith(ctx, expect, 'body/expect')
  const calls = ctx.journal.ofClients
  const matching = calls.filter(call => compare(call).length === 0)
  const count = matching.length
  const holds = times === undefined ? count > 0 : count === times
  const wanted = times === undefined ? 'at least 1 was' : `${times} ${times === 1 ? 'was' : 'were'}`
  return {
    holds,
    count,
    says: `${count} of ${calls.length} requests ${count === 1 ? 'matches' : 'match'}, ${wanted} expected`,
    matches: matching.map(callDto),
    misses: holds || count > (times ?? 1) ? [] : missesAmong(calls, compare)
  }
}

function orderVerdict(ctx: ControlContext, filters: readonly Filter[]): Verdict {
  const compares = filters.map((filter, index) => compareWith(ctx, filter, `body/in_order/${index}`))
  const calls = ctx.journal.ofClients
  const matching: Call[] = []
  let at = 0
  for (const [index, compare] of compares.entries()) {
    const rest = calls.slice(at)
    const found = rest.findIndex(call => compare(call).length === 0)
    const call = rest[found]
    if (call === undefined) {
      const where = index === 0 ? '' : ` after the request for ${index}`
      const says = `Nothing matches number ${index + 1} of ${filters.length}${where}`
      return { holds: false, count: index, says, matches: matching.map(callDto), misses: missesAmong(rest, compare) }
    }
    matching.push(call)
    at += found + 1
  }
  const says = `All ${filters.length} were found in their order`
  return { holds: true, count: filters.length, says, matches: matching.map(callDto), misses: [] }
}

/** How much a difference counts: a request for something else is further away than one that is not quite as expected. */
const WEIGHTS: Readonly<Record<string, number>> = { operation: 3, path: 2 }

const distanceOf = (differs: readonly Difference[]): number =>
  differs.reduce((sum, { field }) => sum + (WEIGHTS[field] ?? 1), 0)

/** The nearest first; of those as near the latest. */
function missesAmong(calls: readonly Call[], compare: Compare): Verdict['misses'] {
  return calls
    .map(call => ({ call, differs: compare(call) }))
    .filter(({ differs }) => differs.length > 0)
    .reverse()
    .sort((a, b) => distanceOf(a.differs) - distanceOf(b.differs))
    .slice(0, MISSES_MAX)
    .map(({ call, differs }) => ({ call: callDto(call), differs: [...differs] }))
}
