/** Names of entities in v3, and what they go by. */
import type { components } from '../../build/contract/central.types.js'

type Schemas = components['schemas']

/** Of the administrator [C: recorded, recovery plans]. */
const OWNER_UUID = '00000000-0000-0000-0000-000000000000'

export function referenceTo(kind: string, uuid: string, name: string): Schemas['Reference'] {
  return { kind, uuid, name }
}

/** `version` grows with each change of the entity. */
export function metadataOf(kind: string, uuid: string, version: number): Schemas['IntentMetadata'] {
  return {
    kind,
    uuid,
    spec_version: version,
    categories: {},
    categories_mapping: {},
    owner_reference: referenceTo('user', OWNER_UUID, 'admin')
  }
}
