/** How much a body may say where its contract sets no limit of its own: what it says stays in the world, and goes into snapshots. */
import type { Schema } from './contract.js'

/** EMU: characters of a text: a certificate has some thousands, what a guest begins with (`userdata`) some ten thousands. Rules of the domain allow less where they know what it is for. */
export const BODY_TEXT_LENGTH_MAX = 65_536
/** EMU: entries of a list, or of an object by any key. */
export const BODY_LIST_LENGTH_MAX = 500
/** EMU: characters of such a key, which is a name or an address. */
export const BODY_KEY_LENGTH_MAX = 255

/**
 * A node of a body's schema with the limits that it lacks. They count for requests alone: a world that was saved with
 * longer texts is read, and answered, as it is.
 */
export function boundedNode(node: Schema): Schema {
  const types = [node['type'] ?? []].flat()
  const isMap = node['additionalProperties'] !== null && typeof node['additionalProperties'] === 'object'
  return {
    ...(types.includes('string') && node['enum'] === undefined && { maxLength: BODY_TEXT_LENGTH_MAX }),
    ...(types.includes('array') && { maxItems: BODY_LIST_LENGTH_MAX }),
    ...(isMap && { maxProperties: BODY_LIST_LENGTH_MAX, propertyNames: { maxLength: BODY_KEY_LENGTH_MAX } }),
    ...node
  }
}
