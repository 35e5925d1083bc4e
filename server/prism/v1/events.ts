/**
 * Protection domain events of v1: messages with their values filled in, where v2.0 has the template [C: solutions-euc,
 * by cmdlets].
 */
import type { Model, V2Handlers } from '../core/index.js'
import { events as inV2 } from '../notices/index.js'

export const events = {
  getProtectionDomainEvents: request => withDefaults(inV2.getProtectionDomainEvents(request)),
  getEventsForProtectionDomain: request => withDefaults(inV2.getEventsForProtectionDomain(request))
} satisfies Partial<V2Handlers>

function withDefaults<Page extends { entities?: readonly Model<'Alert'>[] }>(page: Page): Page {
  const entities = page.entities?.map(event => ({ ...event, message: event.detailed_message ?? event.message }))
  return { ...page, ...(entities !== undefined && { entities }) }
}
