/** Finds the identifier in a list row that a path below the list takes. */

import type { Row } from '../reading/index.js'

/** `storage_container_uuid`, `storageContainerUuids` and `STORAGE_CONTAINER_UUID` are one. */
export const normalizeName = (name: string): string => name.replaceAll('_', '').toLowerCase().replace(/s$/, '')

/** What a row gives for a parameter of a path below its list; both names are plain. */
export function identifierIn(row: Row, parameter: string, list: string): string | number | undefined {
  const named = new Map(Object.entries(row).map(([name, value]) => [normalizeName(name), value]))
  const candidates = [
    ...[parameter, list + parameter, parameter.replace(list, '')],
    ...[`${list}uuid`, `${list}id`, 'uuid', 'id', `${list}name`, 'name', normalizeName('mac_address')]
  ]
  for (const name of candidates) {
    const value = named.get(name)
    if (typeof value === 'string' || typeof value === 'number') return value
  }
  for (const inner of Object.values(row)) {
    if (inner === null || typeof inner !== 'object') continue
    const found = identifierIn(inner as Row, parameter, list)
    if (found !== undefined) return found
  }
  return undefined
}
