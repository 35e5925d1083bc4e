/** The outline of a world: the schema of its types and what they cannot say, for whoever is handed one from outside. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import ts from 'typescript'
import { IDS_PER_REVISION } from '../../server/domain/core/ids.js'
import { SchemaOfType } from './schema-of-type.js'
import type { Narrowings } from './schema-of-type.js'

const count = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }

const haPriority = { type: 'integer', minimum: -1, maximum: Number.MAX_SAFE_INTEGER }

/** Beyond the types. One that meets no property any more fails the build. */
const narrowings: Narrowings = {
  // The numbers of things come from it: half of what a number can be is left for the time to come.
  'World.revision': { ...count, maximum: 2 ** 52 / IDS_PER_REVISION },
  'Link.latencyUsecs': count,
  'Incident.serial': count,
  'Task.serial': count,
  'Lane.serial': count,
  'Snapshot.id': count,
  'Vm.handle': count,
  // West of Greenwich it is below zero.
  'Recurrence.timezoneOffsetSeconds': { type: 'integer', minimum: -86_400, maximum: 86_400 },
  // -1 keeps high availability from a VM.
  'VmSpec.haPriority': haPriority,
  'VmSettings.haPriority': { else: haPriority },
  'VmCreation.haPriority': { else: haPriority },
  'World.clusters': { minProperties: 1 },
  'Cluster.hosts': { minItems: 1 },
  // As `hashOf` in engine/secrets.ts makes it: one of another length cannot be compared.
  'Secret.hash': { pattern: '^[0-9a-f]{64}$' },
  // 1 would be a line that carries nothing, for which `up` is there.
  'Lane.loss': { minimum: 0, exclusiveMaximum: 1 }
}

/** Writes build/world-outline.js: the schema, packed, because every start reads it and few need it. */
export function writeOutline(root: string): void {
  const file = join(root, 'server/domain/core/world.ts')
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), path => ts.sys.readFile(path)) as {
    config: { compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const program = ts.createProgram([file], options)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const exports = source && checker.getSymbolAtLocation(source)
  const world = exports && checker.getExportsOfModule(exports).find(({ name }) => name === 'World')
  if (world === undefined) throw new Error(`${file} exports no World`)
  const schemas = new SchemaOfType(checker, narrowings)
  const reference = schemas.of(checker.getDeclaredTypeOfSymbol(world), 'World')
  if (schemas.unusedNarrowings.length > 0) {
    throw new Error(`The world has no ${schemas.unusedNarrowings.join(', ')}: see ${import.meta.filename}`)
  }
  const schema = JSON.stringify({ ...reference, definitions: schemas.definitions })
  const packed = deflateRawSync(schema, { level: 9 }).toString('base64')
  writeFileSync(join(root, 'build/world-outline.js'), `export default '${packed}'\n`)
  writeFileSync(join(root, 'build/world-outline.d.ts'), 'declare const packed: string\nexport default packed\n')
}
