/**
 * Deterministic UUIDs from a seed and a revision: a world that is saved, loaded or replayed issues the same ids, none
 * twice.
 */
import { hash } from 'node:crypto'
import { parse } from 'uuid'
import { IDS_PER_REVISION } from '../domain/core/index.js'
import type { IdSource } from '../domain/core/index.js'

/** The name space of every identifier that pesim issues. */
const PESIM_NAMESPACE = parse('c1f3a6a4-5a0e-5d3b-9d0e-7e51a1f0a5e1')

/** The ids of one command, and how many revisions they take. */
export interface CommandIds extends IdSource {
  revisionsTaken(): number
}

/** The ids of one command after the other: those of a command are over when the next one's are asked for. */
export function seededIds(seed: string): (revision: number) => CommandIds {
  const ids = new RevisionIds(namespaceOf(seed))
  return revision => ids.restart(revision)
}

/** A class and not a record of functions: every command asks for its own. */
class RevisionIds implements CommandIds {
  readonly #namespace: Uint8Array
  #revision = 0
  #numbers = 0
  #uuids = 0

  constructor(namespace: Uint8Array) {
    this.#namespace = namespace
  }

  /** The ids of the command at a revision: those that were given before are not given again. */
  restart(revision: number): this {
    this.#revision = revision
    this.#numbers = 0
    this.#uuids = 0
    return this
  }

  number(): number {
    return this.#revision * IDS_PER_REVISION + this.#numbers++
  }

  uuid(): string {
    return uuidOf(`${this.#revision}:${this.#uuids++}`, this.#namespace)
  }

  revisionsTaken(): number {
    return this.#numbers <= IDS_PER_REVISION ? 1 : Math.ceil(this.#numbers / IDS_PER_REVISION)
  }
}

/** An identifier for something that has a place in the world but no event of its own, such as a snapshot's UUID. */
export function derivedUuid(seed: string, name: string): string {
  return uuidOf(name, namespaceOf(seed))
}

/** That of the seed that was asked last: a process has few, and asks for ten thousand identifiers in a row. */
let known: { readonly seed: string; readonly namespace: Uint8Array } | undefined

function namespaceOf(seed: string): Uint8Array {
  if (known?.seed !== seed) known = { seed, namespace: parse(uuidOf(seed, PESIM_NAMESPACE)) }
  return known.namespace
}

/** Of a namespace and a name. Names that are longer than what is left get bytes of their own. */
const scratch = Buffer.alloc(256)
const NAMESPACE_BYTES = 16

/** Version 5 of RFC 9562: its namespace and name hashed. A quarter of the time that the library takes. */
function uuidOf(name: string, namespace: Uint8Array): string {
  const fits = name.length * 3 <= scratch.length - NAMESPACE_BYTES // at most three bytes a UTF-16 unit
  const bytes = fits ? scratch : Buffer.alloc(NAMESPACE_BYTES + Buffer.byteLength(name))
  bytes.set(namespace)
  const length = NAMESPACE_BYTES + bytes.write(name, NAMESPACE_BYTES)
  const digits = hash('sha1', bytes.subarray(0, length))
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) & 0x3)
  const [time, mid, version] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16)]
  return `${time}-${mid}-5${version}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}
