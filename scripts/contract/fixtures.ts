/** The fixtures and the scenarios as one module of texts, so that the bundle holds them and needs no files beside it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { literal } from './output.js'

const SCHEMA = /\.schema\.json$/

/** Throws with the file's name where a fixture is no JSON. */
export function writeFixtures(from: string, to: string): void {
  const schema = (name: string): string => {
    const path = join(from, `${name}.schema.json`)
    return literal(existsSync(path) ? minified(path) : '{}')
  }
  writeFileSync(
    join(to, 'fixtures.js'),
    [
      `export const schema = ${schema('fixture')}`,
      `export const scenarioSchema = ${schema('scenario')}`,
      `export const scenarios = ${textsIn(join(from, 'scenarios'))}`,
      `export default ${textsIn(from)}`,
      ''
    ].join('\n')
  )
  writeFileSync(
    join(to, 'fixtures.d.ts'),
    [
      'export declare const schema: string',
      'export declare const scenarioSchema: string',
      'export declare const scenarios: Readonly<Record<string, string>>',
      'declare const fixtures: Readonly<Record<string, string>>',
      '/** The names of the clusters of each fixture. */',
      `export interface FixtureClusters ${clusterNamesIn(from)}`,
      'export default fixtures',
      ''
    ].join('\n')
  )
}

/** As the body of an interface: fixture to a union of literals. */
function clusterNamesIn(folder: string): string {
  const lines = fixturesIn(folder).map(name => {
    const { clusters } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { clusters: { name: string }[] }
    return `  '${basename(name, '.json')}': ${clusters.map(cluster => `'${cluster.name}'`).join(' | ')}`
  })
  return `{\n${lines.join('\n')}\n}`
}

function fixturesIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter(name => name.endsWith('.json') && !SCHEMA.test(name)).sort()
}

function textsIn(folder: string): string {
  const entries = fixturesIn(folder).map(
    name => `  ${literal(basename(name, '.json'))}: ${literal(minified(join(folder, name)))}`
  )
  return `{\n${entries.join(',\n')}\n}`
}

function minified(path: string): string {
  try {
    return JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
  } catch (fault) {
    throw new Error(`${path}: ${fault instanceof Error ? fault.message : String(fault)}`, { cause: fault })
  }
}
