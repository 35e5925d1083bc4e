/**
 * Deterministic UUIDs from a seed and a revision: a world that is saved, loaded or replayed issues the same ids, none
 * twice.
 */
import { v5 as uuidOf } from 'uuid'
import { IDS_PER_REVISION } from '../domain/core/index.js'
import type { IdSource } from '../domain/core/index.js'

/** The name space of every identifier that pesim issues. */
const PESIM_NAMESPACE = 'c1f3a6a4-5a0e-5d3b-9d0e-7e51a1f0a5e1'

/** The ids of one command, and how many revisions they take. */
export interface CommandIds extends IdSource {
  revisionsTaken(): number
}

export function seededIds(seed: string): (revision: number) => CommandIds {
  const namespace = uuidOf(seed, PESIM_NAMESPACE)
  return revision => {
    let numbers = 0
    let uuids = 0
    return {
      number: () => revision * IDS_PER_REVISION + numbers++,
      uuid: () => uuidOf(`${revision}:${uuids++}`, namespace),
      revisionsTaken: () => Math.max(1, Math.ceil(numbers / IDS_PER_REVISION))
    }
  }
}

/** An identifier for something that has a place in the world but no event of its own, such as a snapshot's UUID. */
export function derivedUuid(seed: string, name: string): string {
  return uuidOf(name, uuidOf(seed, PESIM_NAMESPACE))
}
