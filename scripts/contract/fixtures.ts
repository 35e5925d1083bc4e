/** The fixtures as one module of texts, so that the bundle holds them and needs no files beside it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { literal } from './output.js'

const SCHEMA = 'fixture.schema.json'

/** Throws with the file's name where a fixture is no JSON. */
export function writeFixtures(from: string, to: string): void {
  const names = existsSync(from)
    ? readdirSync(from)
        .filter(name => name.endsWith('.json'))
        .sort()
    : []
  const entries = names
    .filter(name => name !== SCHEMA)
    .map(name => `  ${literal(basename(name, '.json'))}: ${literal(minified(join(from, name)))}`)
  const schema = names.includes(SCHEMA) ? minified(join(from, SCHEMA)) : '{}'
  writeFileSync(
    join(to, 'fixtures.js'),
    `export const schema = ${literal(schema)}\nexport default {\n${entries.join(',\n')}\n}\n`
  )
  writeFileSync(
    join(to, 'fixtures.d.ts'),
    'export declare const schema: string\ndeclare const fixtures: Readonly<Record<string, string>>\nexport default fixtures\n'
  )
}

function minified(path: string): string {
  try {
    return JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
  } catch (fault) {
    throw new Error(`${path}: ${fault instanceof Error ? fault.message : String(fault)}`, { cause: fault })
  }
}
