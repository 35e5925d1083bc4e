/** The emulator's own API: its handlers by operation id, what they need, and how it says no. */
import type { Handler } from '../http/mount.js'
import { clock } from './clock.js'
import { clusters } from './clusters.js'
import type { ControlContext } from './context.js'
import { events } from './events.js'
import { invalidRequest } from './faults.js'
import type { ControlHandlers, OperationId } from './handlers.js'
import { health } from './health.js'
import { incidents } from './incidents.js'
import { ledger } from './ledger.js'
import { links } from './links.js'
import { mishaps } from './mishaps.js'
import { vms } from './vms.js'
import { world } from './world.js'

const handlers: ControlHandlers = {
  ...clock,
  ...clusters,
  ...events,
  ...health,
  ...incidents,
  ...ledger,
  ...links,
  ...mishaps,
  ...vms,
  ...world
}

/** What the operations take in a query. */
const queryKeys: { readonly [Id in OperationId]?: readonly string[] } = {
  streamEvents: ['type'],
  getScore: ['from', 'to'],
  getJournal: ['from', 'to', 'site', 'method', 'operation']
}

/** The contract leaves unknown keys of a query alone; this API ignores nothing. */
function strict(id: OperationId): Handler<ControlContext> {
  const handler = handlers[id] as Handler<ControlContext>
  const known = queryKeys[id] ?? []
  return call => {
    const unknown = Object.keys(call.query as object).find(key => !known.includes(key))
    if (unknown !== undefined) throw invalidRequest(`querystring must NOT have additional properties: ${unknown}`)
    return handler(call)
  }
}

export const controlHandlers = Object.fromEntries(
  Object.keys(handlers).map(id => [id, strict(id as OperationId)])
) as Readonly<Record<OperationId, Handler<ControlContext>>>

export type { ControlContext } from './context.js'
export { controlFault } from './faults.js'
export { fixtureShelf } from './fixture-shelf.js'
export type { FixtureShelf, NamedFixture } from './fixture-shelf.js'
export { Journal } from './journal.js'
export { EventStreams } from './streams.js'
export type { StreamOptions } from './streams.js'
