/** Whether an event is one that somebody waits for. */
import type { DomainEvent, EventPattern, View } from '../core/index.js'

export function matchesPattern(event: DomainEvent, pattern: View<EventPattern>): boolean {
  if (event.type !== pattern.type) return false
  if (pattern.cluster !== null && !('cluster' in event && event.cluster === pattern.cluster)) return false
  return pattern.name === null || namesIn(event).includes(pattern.name)
}

/** Its own names and those of the thing that it carries. */
function namesIn(event: DomainEvent): unknown[] {
  const names: unknown[] = []
  for (const [key, value] of Object.entries(event)) {
    if (key === 'domain' || key === 'site' || key === 'name' || key === 'uuid') names.push(value)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) continue
    const { name, uuid, domain, entity } = value as {
      name?: string
      uuid?: string
      domain?: string
      entity?: { name?: string }
    }
    names.push(name, uuid, domain, entity?.name)
  }
  return names.filter(name => typeof name === 'string')
}
