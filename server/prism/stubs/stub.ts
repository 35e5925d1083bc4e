/** Generates stub answers from response models, deterministic by seed and path. */
import { createHash } from 'node:crypto'
import type * as Faker from 'json-schema-faker'
import type { Cluster, View } from '../../domain/core/index.js'
import type { OpenApiDocument, Operation, Schema } from '../../http/contract/index.js'
import { inlineSchema } from './stub-schema.js'
import { localizeStub } from './stub-names.js'

/** Deeper than any schema that is handed over, so that nothing becomes null half-way down. */
const DEPTH_LIMIT = 100

interface StubRequest {
  /** Of the world. */
  readonly seed: string
  readonly cluster: View<Cluster>
  readonly operation: Operation
  /** As routes see it, without its query. */
  readonly url: string
}

/** The package that makes data up is loaded for the first of them. */
export function stubsOf(load: () => OpenApiDocument): (request: StubRequest) => Promise<unknown> {
  let faker: Promise<typeof Faker> | undefined
  const known = new Map<Operation, Schema>()

  return async ({ seed, cluster, operation, url }) => {
    faker ??= import('json-schema-faker')
    const { generateSync } = await faker
    let schema = known.get(operation)
    if (schema === undefined) {
      schema = inlineSchema(load(), operation.success.schema ?? {})
      known.set(operation, schema)
    }
    const chance = createHash('sha256').update(`${seed} ${cluster.name} ${operation.method} ${url}`).digest()
    const value = generateSync(schema, {
      seed: chance.readUInt32BE(0),
      alwaysFakeOptionals: true,
      maxDepth: DEPTH_LIMIT
    })
    return localizeStub(value, schema, cluster, chance.readUInt16BE(4))
  }
}
