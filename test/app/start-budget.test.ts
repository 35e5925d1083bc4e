/**
 * Goal: a start initialises what a first answer needs, and nothing of what only some commands and pages use.
 * Method: the bundler says which packages are reached without a dynamic import; they are counted, and
 * some may not be among them.
 */
import { build } from 'esbuild'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '../..')

/** Packages by name, those within a scope with it. */
const packageOf = (path: string): string | undefined => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]

/** Those that fastify brings are most of them. One more is either needed by every start, or imported where it is used. */
const PACKAGES_MAX = 57

/** Of pages, commands and formats that most processes never meet. */
const LATER = [
  '@fastify/swagger',
  '@fastify/swagger-ui',
  'glob',
  'json-schema-faker',
  'net-snmp',
  'prom-client',
  'yaml'
]

/** What is initialised when the program is loaded: all that is reached without a dynamic import. */
async function packagesAtStart(): Promise<string[]> {
  const { metafile } = await build({
    stdin: {
      contents: "export * from './server/index.js'\nexport { main, run } from './server/main.js'",
      resolveDir: root,
      sourcefile: 'pesim.ts'
    },
    ...{ outdir: 'build/budget', write: false, metafile: true, logLevel: 'error' },
    ...{ bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node20.19' }
  })
  const reached = new Set<string>()
  const reach = (path: string): void => {
    if (reached.has(path)) return
    reached.add(path)
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement') reach(next)
  }
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint === 'pesim.ts') reach(path)
  const inputs = [...reached].flatMap(path => Object.keys(metafile.outputs[path]?.inputs ?? {}))
  return [...new Set(inputs.flatMap(input => packageOf(input) ?? []))].sort()
}

t.test('a start initialises no package that it does not need', async t => {
  const packages = await packagesAtStart()
  t.same(
    LATER.filter(name => packages.includes(name)),
    []
  )
  t.ok(packages.includes('fastify'))
  t.ok(packages.length <= PACKAGES_MAX, `${packages.length}: ${packages.join(' ')}`)
})
