/** Control API of the emulator: handlers by operation id. */
import type { Handler } from '../http/contract/index.js'
import { clock, clusters, labs, links, states, vms, world } from './lab/index.js'
import type { ControlContext, ControlHandlers, OperationId } from './core/index.js'
import { events } from './events/index.js'
import { health, invalidRequest } from './core/index.js'
import { incidents, mishaps } from './trouble/index.js'
import { journal } from './journal/index.js'
import { ledger } from './drill/index.js'

const handlers: ControlHandlers = {
  ...clock,
  ...clusters,
  ...events,
  ...health,
  ...incidents,
  ...journal,
  ...labs,
  ...ledger,
  ...links,
  ...mishaps,
  ...states,
  ...vms,
  ...world
}

/** What the operations take in a query. */
const queryKeys: { readonly [Id in OperationId]?: readonly string[] } = {
  streamEvents: ['type'],
  getScore: ['from', 'to'],
  getJournal: ['from', 'to', 'site', 'cluster', 'method', 'operation', 'path', 'user', 'status']
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

export type { ControlContext, LabEntry, LabRequest, Labs, State, States } from './core/index.js'
export { ControlFault, controlFault, hintFor, instantIn, invalidRequest } from './core/index.js'
export { followEvents } from './core/index.js'
export { fixtureCatalog } from './core/index.js'
export type { FixtureCatalog, NamedFixture } from './core/index.js'
export { Journal } from './core/index.js'
export { EventStreams } from './core/index.js'
export type { StreamOptions } from './core/index.js'
