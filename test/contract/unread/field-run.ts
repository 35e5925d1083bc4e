/** Asks every emulated operation of a version with every published field, and tells which of them no handler has read. */
import { tracingChannel } from 'node:diagnostics_channel'
import type { FastifyRequest } from 'fastify'
import type { Test } from 'tap'
import type { World } from '../../../server/domain/core/world.js'
import { randomOf } from '../../../server/explore/random.js'
import { readsOf } from '../../../server/prism/reads/field-reads.js'
import { emulator } from '../../support/emulator.js'
import type { Emulator, Method } from '../../support/emulator.js'
import { goodInput } from '../every-operation/good-input.js'
import type { GoodInputs } from '../every-operation/good-input.js'
import { v2Inputs } from '../every-operation/v2-inputs.js'
import type { KnownNames } from '../known-names.js'
import { inOlder, originOf } from '../older-words.js'
import { served } from '../operations.js'
import type { Served } from '../operations.js'
import { populatedWorld } from '../populated-world.js'
import { validInput } from '../valid-input.js'
import type { Input, InputOptions } from '../valid-input.js'
import { plainSchema, publishedFields } from './published-fields.js'
import type { PublishedField } from './published-fields.js'
import { withField } from './with-field.js'

/** Requests made by chance for each operation, and values for each field that is not read at first. */
const TURNS = 6
const VALUES = 4

/** What became of a published field over all requests of an operation. */
export interface FieldOutcome {
  readonly call: Served
  readonly field: PublishedField
  /** `read` by a handler at least once; else `unread` in a request that succeeded, `unsent` where none with it did, `below` within one that is unread. */
  readonly outcome: 'read' | 'unread' | 'unsent' | 'below'
  /** Whether it was read only where its object was copied or handed on as a whole. */
  readonly unseen: boolean
}

interface Site {
  readonly emulator: Emulator
  readonly known: KnownNames
  readonly base: World
}

export async function runFields(t: Test, version: string, inputs: GoodInputs, seed: number): Promise<FieldOutcome[]> {
  const calls = served.filter(({ contract, emulated }) => emulated && contract.name === version)
  const lists = served.filter(({ contract: { name } }) => name === 'v2.0' || name === version)
  const sites = {
    ahv: await site(t, 'france-canada-protected', lists),
    esxi: await site(t, 'france-canada-esxi', lists)
  }
  const outcomes: FieldOutcome[] = []
  for (const [index, call] of calls.entries()) {
    const { on } = inputs[call.operation.id] ?? v2Inputs[originOf(call)?.v2.operation.id ?? ''] ?? {}
    const driven = new DrivenOperation(call, on === 'esxi' ? sites.esxi : sites.ahv, seed * 100_003 + index)
    outcomes.push(...(await driven.run(baseInputs(call, inputs, on === 'esxi' ? sites.esxi.known : sites.ahv.known))))
  }
  return outcomes
}

async function site(t: Test, fixture: string, lists: readonly Served[]): Promise<Site> {
  const instance = await emulator(t, { fixture, validateResponses: false, unreadFields: true })
  const known = await populatedWorld(instance, lists)
  return { emulator: instance, known, base: structuredClone(instance.lab.world) as World }
}

function baseInputs(call: Served, inputs: GoodInputs, known: KnownNames): Input[] {
  const own = goodInput(call, inputs, known)
  const derived = originOf(call)
  if (call.operation.id in inputs || derived === undefined) return [own]
  return [own, inOlder(goodInput(derived.v2, v2Inputs, known), call, derived.v2, derived.origin)]
}

let latest: FastifyRequest | undefined
tracingChannel<'request', { request: FastifyRequest }>('fastify.request.handler').start.subscribe(message => {
  latest = (message as { request: FastifyRequest }).request
})

class DrivenOperation {
  readonly #read = new Set<string>()
  readonly #seen = new Set<string>()
  readonly #sent = new Set<string>()
  readonly #options: InputOptions

  constructor(
    private readonly call: Served,
    private readonly site: Site,
    seed: number
  ) {
    this.#options = { known: site.known, random: randomOf(seed), now: site.base.now, turn: 1 }
  }

  async run(bases: readonly Input[]): Promise<FieldOutcome[]> {
    const published = publishedFields(this.call)
    if (published.length === 0) return []
    const good = await this.#succeeding(bases)
    const [base = bases[0] as Input] = good
    for (let turn = 0; turn < TURNS; turn += 1) await this.#ask(validInput(this.call, { ...this.#options, turn }))
    let all = base
    for (const field of published) if (!/\*|\./.test(field.name)) all = this.#with(all, field)
    await this.#ask(all)
    for (const field of published) if (!this.#isBelowUnread(field)) await this.#drive(good, field)
    return published.map(field => {
      const key = keyOf(field)
      const unread = this.#sent.has(key) ? 'unread' : this.#isBelowUnread(field) ? 'below' : 'unsent'
      const outcome = this.#read.has(key) ? 'read' : unread
      return { call: this.call, field, outcome, unseen: outcome === 'read' && !this.#seen.has(key) }
    })
  }

  /** Those of some requests that succeed, or the last. */
  async #succeeding(inputs: readonly Input[]): Promise<Input[]> {
    const good: Input[] = []
    for (const input of inputs) if (await this.#ask(input)) good.push(input)
    return good.length > 0 ? good : inputs.slice(-1)
  }

  /** What is within a field that is not read cannot be read. */
  #isBelowUnread({ in: where, name }: PublishedField): boolean {
    const parts = name.split('.')
    const above = parts.slice(1).map((_, index) => keyOf({ in: where, name: parts.slice(0, index + 1).join('.') }))
    return above.some(key => this.#isUnread(key) || this.#isUnread(key.replace(/\[\]$/, '')))
  }

  #isUnread(key: string): boolean {
    return this.#sent.has(key) && !this.#read.has(key)
  }

  /** Sends a field with several values until it is read, beside each of some good requests. */
  async #drive(bases: readonly Input[], field: PublishedField): Promise<void> {
    const values = Math.max(VALUES, wordsOf(this.call, field).length) * bases.length
    for (let turn = 0; turn < values; turn += 1) {
      if (this.#read.has(keyOf(field))) return
      const base = bases[Math.floor(turn / 2) % bases.length] as Input
      await this.#ask(this.#with(turn % 2 === 1 ? withoutEnvelope(base) : base, field))
    }
  }

  #with(input: Input, field: PublishedField): Input {
    return withField(this.call, input, field, this.#options)
  }

  /** Whether a request succeeds. The world is what it was before. */
  async #ask({ url, body }: Input): Promise<boolean> {
    const { emulator: instance, base } = this.site
    const { method, success } = this.call.operation
    latest = undefined
    const { status } = await instance.ask('france', method as Method, url, body)
    if (instance.lab.world.revision !== base.revision) instance.lab.engine.replace(structuredClone(base))
    const reads = latest === undefined ? undefined : readsOf(latest)
    for (const field of reads?.visited() ?? []) {
      if (field.read) this.#read.add(keyOf(field))
      if (field.read && !field.unseen) this.#seen.add(keyOf(field))
      if (status === success.status) this.#sent.add(keyOf(field))
    }
    return status === success.status
  }
}

/** The same with what was in the envelope beside it: some fields of a PATCH count where there is none. */
function withoutEnvelope(input: Input): Input {
  const { generic_dto: envelope, genericDTO: older, ...body } = (input.body ?? {}) as Record<string, unknown>
  const inside = envelope ?? older
  return inside === undefined ? input : { ...input, body: { ...inside, ...body } }
}

const keyOf = ({ in: where, name }: { readonly in: string; readonly name: string }): string => `${where} ${name}`

function wordsOf({ contract }: Served, { schema: source }: PublishedField): readonly unknown[] {
  const schema = plainSchema(contract.document, source)
  return (schema['x-values'] ?? schema['enum'] ?? []) as readonly unknown[]
}
