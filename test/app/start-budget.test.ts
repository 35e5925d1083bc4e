/**
 * Goal: a start initialises what a first answer needs, and nothing of what only some commands, requests and pages use.
 * Method: the program is bundled as it is for users, but so that each package says when it is initialised; it is started,
 * asked for its cluster, and the packages are counted. Some, and some parts of Node, may not be among them.
 */
import { execFileSync } from 'node:child_process'
import { build } from 'esbuild'
import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { atFirstUse } from '../../scripts/first-use.js'

const root = join(import.meta.dirname, '../..')

/** Those that fastify brings are most of them. One more is either needed by every start, or imported where it is used. */
const PACKAGES_MAX = 36

/** Of pages, commands, formats and checks that most processes never meet. */
const LATER = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  '@fastify/swagger',
  '@fastify/swagger-ui',
  'ajv',
  'ajv-formats',
  'cli-progress',
  'glob',
  'json-schema-faker',
  'net-snmp',
  'prom-client',
  'yaml'
]

/** Parts of Node that take as long to initialise as a dozen packages. */
const LATER_OF_NODE = ['http2', 'readline', 'zlib']

const saysWhenInitialised: Plugin = {
  name: 'says-when-initialised',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, ({ path }) => {
      const [, name] = /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? []
      const contents = `(globalThis.initialised ??= new Set()).add(${JSON.stringify(name)});${readFileSync(path, 'utf8')}`
      return { contents, loader: 'js' }
    })
  }
}

/** Starts the bundle, has it answer once, and prints which packages were initialised by then. */
const starter = (bundle: string): string => `
  const { request } = require('node:http')
  const { main } = require(${JSON.stringify(bundle)})
  const answered = response => {
    if (response.statusCode !== 200) throw new Error('It answers ' + response.statusCode)
    const ofNode = process.moduleLoadList.filter(name => name.startsWith('NativeModule ')).map(name => name.slice(13))
    process.stdout.write(JSON.stringify({ packages: [...globalThis.initialised], ofNode }), () => process.exit())
  }
  const ask = ({ url, username, password }) =>
    request(url + '/PrismGateway/services/rest/v2.0/cluster', { auth: username + ':' + password }, answered).end()
  void main(['start', '--json', '--http', '--listen', 'france=127.0.0.1:0'], {
    stdout: { write: text => ask(JSON.parse(text).clusters.france) },
    stderr: process.stderr,
    env: process.env,
    stop: new AbortController().signal,
    tellParent: () => undefined
  })`

t.test('a start initialises no package that it does not need', async t => {
  const folder = t.testdir()
  const outfile = join(folder, 'pesim.cjs')
  await build({
    stdin: { contents: "export { main } from './server/main.js'", resolveDir: root, sourcefile: 'pesim.ts' },
    ...{ outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20.19', logLevel: 'error' },
    plugins: [atFirstUse, saysWhenInitialised]
  })
  const env = { ...process.env, XDG_RUNTIME_DIR: folder, NODE_OPTIONS: '' }
  const said = execFileSync(process.execPath, ['-e', starter(outfile)], { env, encoding: 'utf8' })
  const { packages, ofNode } = JSON.parse(said) as { packages: string[]; ofNode: string[] }
  t.same(
    LATER.filter(name => packages.includes(name)),
    []
  )
  t.same(
    LATER_OF_NODE.filter(name => ofNode.includes(name)),
    []
  )
  t.ok(packages.includes('fastify') && ofNode.includes('http'))
  t.ok(packages.length <= PACKAGES_MAX, `${packages.length}: ${packages.sort().join(' ')}`)
})
