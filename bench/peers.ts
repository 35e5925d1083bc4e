/**
 * Other mock servers beside pesim, each with pesim's own list of fifty protection domains: how long a start takes, and how many
 * requests a second it answers (wrk, ten connections), those that can be written to also while one request in a hundred changes
 * one field of one domain, or of the whole where there are no smaller things. In turns; medians and spread. `bench/peers/` has a package.json of its own,
 * which this command installs; nothing else does. WireMock needs a Java (Debian's default-jre-headless).
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LOGIN, Processes, end, freePort, median, ratesOf, report, root, spread, startEmulator } from './support.js'
import type { Contestant, Figure, Rate, Write } from './support.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 2)
const DOMAINS = 50
const AIM_OF_BEST = 2
const START_LIMIT_MS = 60_000
const PATH = '/protection_domains'
const peers = join(root, 'bench/peers')
const installed = join(peers, 'node_modules')

interface Command {
  readonly command: string
  readonly args: readonly string[]
  /** Path that answers; `/` answers anything where nothing but the start is measured. */
  readonly path: string
}

/** Files that the peers serve, all of one object. */
interface Served {
  readonly folder: string
  readonly body: string
  readonly object: object
}

const node = (file: string, ...args: string[]): Pick<Command, 'command' | 'args'> => ({
  command: process.execPath,
  args: [join(installed, file), ...args]
})

async function fileIn(folder: string, name: string, content: object | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** How each is started at a port. */
const recipes: Readonly<Record<string, (served: Served, port: number) => Promise<Command>>> = {
  'node:http': async ({ folder, body }, port) => {
    const file = await fileIn(folder, 'raw.json', body)
    const code = `const body = require('node:fs').readFileSync(${JSON.stringify(file)})
      require('node:http').createServer((_, answer) => answer.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body))
        .listen(${port}, '127.0.0.1')`
    return { command: process.execPath, args: ['-e', code], path: PATH }
  },
  'json-server 1.0.0-beta.3': async ({ folder, object }, port) => {
    const database = await fileIn(folder, 'db-1.json', { protection_domains: object })
    return { ...node('json-server/lib/bin.js', '--port', String(port), '--host', '127.0.0.1', database), path: PATH }
  },
  'json-server 0.17.4': async ({ folder, object }, port) => {
    const database = await fileIn(folder, 'db-0.json', { protection_domains: object })
    const options = ['--quiet', '--port', String(port), '--host', '127.0.0.1']
    return { ...node('json-server-0/lib/cli/bin.js', ...options, database), path: PATH }
  },
  'mockttp 4.6.5': async ({ folder, body }, port) => {
    const file = await fileIn(folder, 'mockttp.json', body)
    const code = `const { getLocal } = require(${JSON.stringify(join(installed, 'mockttp'))})
      const body = require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8')
      const server = getLocal({ recordTraffic: false })
      server.start(${port}).then(() => server.forGet('${PATH}').thenReply(200, body, { 'content-type': 'application/json' }))`
    return { command: process.execPath, args: ['-e', code], path: PATH }
  },
  'Mockoon 9.9.0': async ({ folder, body }, port) => {
    const data = await fileIn(folder, 'mockoon.json', mockoonEnvironment(body, port))
    const options = ['start', '--data', data, '--port', String(port), '--disable-log-to-file', '--repair']
    return { ...node('@mockoon/cli/bin/run.js', ...options), path: PATH }
  },
  'Stoplight Prism 5.16.0': async ({ folder, object }, port) => {
    const document = await fileIn(folder, 'openapi.json', openApiOf(object))
    const options = ['mock', '--port', String(port), '--host', '127.0.0.1', document]
    return { ...node('@stoplight/prism-cli/dist/index.js', ...options), path: PATH }
  },
  'WireMock 3.13.2': async ({ folder, body }, port) => {
    await mkdir(join(folder, 'wiremock/mappings'), { recursive: true })
    await mkdir(join(folder, 'wiremock/__files'), { recursive: true })
    await fileIn(folder, 'wiremock/__files/body.json', body)
    const response = { status: 200, bodyFileName: 'body.json', headers: { 'Content-Type': 'application/json' } }
    await fileIn(folder, 'wiremock/mappings/list.json', { request: { method: 'GET', urlPath: PATH }, response })
    const jar = join(installed, 'wiremock/build/wiremock-standalone-3.13.2.jar')
    const options = ['--port', String(port), '--root-dir', join(folder, 'wiremock'), '--no-request-journal']
    return { command: 'java', args: ['-jar', jar, ...options, '--disable-banner'], path: PATH }
  },
  'Azurite 3.37.0': async (_, port) => {
    const options = ['--silent', '--inMemoryPersistence', '--blobHost', '127.0.0.1', '--blobPort', String(port)]
    return { ...node('azurite/dist/src/blob/main.js', ...options), path: '/' }
  }
}

/** Those that are started only: what they serve is of another kind. */
const START_ONLY = ['Azurite 3.37.0']

function mockoonEnvironment(body: string, port: number): object {
  const uuid = (end: number): string => `00000000-0000-4000-8000-00000000000${end}`
  const response = {
    ...{
      uuid: uuid(3),
      body,
      latency: 0,
      statusCode: 200,
      label: '',
      bodyType: 'INLINE',
      filePath: '',
      databucketID: ''
    },
    ...{ headers: [{ key: 'Content-Type', value: 'application/json' }], sendFileAsBody: false, rules: [] },
    ...{
      rulesOperator: 'OR',
      disableTemplating: true,
      fallbackTo404: false,
      default: true,
      crudKey: 'id',
      callbacks: []
    }
  }
  const route = {
    ...{
      uuid: uuid(2),
      type: 'http',
      documentation: '',
      method: 'get',
      endpoint: PATH.slice(1),
      responses: [response]
    },
    ...{ responseMode: null, streamingMode: null, streamingInterval: 0 }
  }
  return {
    ...{ uuid: uuid(1), lastMigration: 33, name: 'peers', endpointPrefix: '', latency: 0, port, hostname: '127.0.0.1' },
    ...{
      folders: [],
      routes: [route],
      rootChildren: [{ type: 'route', uuid: uuid(2) }],
      proxyMode: false,
      proxyHost: ''
    },
    ...{
      proxyRemovePrefix: false,
      cors: false,
      headers: [],
      proxyReqHeaders: [],
      proxyResHeaders: [],
      data: [],
      callbacks: []
    },
    tlsOptions: {
      ...{ enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '', passphrase: '' }
    }
  }
}

function openApiOf(example: object): object {
  const content = { 'application/json': { schema: { type: 'object' }, example } }
  const get = { responses: { 200: { description: 'The domains.', content } } }
  return { openapi: '3.1.0', info: { title: 'Peers', version: '1' }, paths: { [PATH]: { get } } }
}

function install(): void {
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    '--loglevel=error'
  ]
  if (existsSync(join(installed, '.package-lock.json'))) return
  const { status } = spawnSync('npm', args, { cwd: peers, stdio: 'inherit' })
  if (status !== 0) throw new Error('The peers could not be installed')
}

/** Milliseconds until it answers anything, which is its start; whether what it answers is right is seen later. */
async function untilAnything(url: string, child: { readonly exitCode: number | null }): Promise<number> {
  const before = performance.now()
  while (performance.now() - before < START_LIMIT_MS && child.exitCode === null) {
    const answer = await fetch(url, { headers: { authorization: LOGIN } }).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer !== undefined && (answer.ok || url.endsWith('/'))) return performance.now() - before
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  throw new Error(`${url} does not answer`)
}

async function startsOf(
  names: readonly string[],
  served: Served,
  processes: Processes
): Promise<Record<string, number[]>> {
  const starts: Record<string, number[]> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const { child, ms } = await startPeer(name, served, processes)
      ;(starts[name] ??= []).push(ms)
      await end(child)
    }
  }
  return starts
}

async function startPeer(name: string, served: Served, processes: Processes) {
  const port = await freePort()
  const recipe = recipes[name]
  if (recipe === undefined) throw new Error(`There is no peer ${name}`)
  const { command, args, path } = await recipe(served, port)
  const child = processes.start(command, args)
  const url = `http://127.0.0.1:${port}${path}`
  return { child, url, ms: await untilAnything(url, child) }
}

/** json-server has the list as one thing: a field of it changes. */
const TOUCH: Write = { method: 'PATCH', path: PATH, bodies: ['{"touched":1}', '{"touched":2}'] }

/** The retention of a schedule that one of the domains gets. */
async function retentionChange(url: string): Promise<Write> {
  const domain = `${url}${PATH}/domain-7`
  const schedule = {
    ...{ pd_name: 'domain-7', type: 'HOURLY', every_nth: 24, retention_policy: { local_max_snapshots: 1 } },
    user_start_time_in_usecs: (Date.now() + 86_400_000) * 1000
  }
  const headers = { authorization: LOGIN, 'content-type': 'application/json' }
  const answer = await fetch(`${domain}/schedules`, { method: 'POST', headers, body: JSON.stringify(schedule) })
  const { id } = (await answer.json()) as { id?: string }
  if (id === undefined) throw new Error(`No schedule could be added: ${answer.status}`)
  return {
    method: 'POST',
    path: new URL(`${domain}/schedules/${id}/retention_policies`).pathname,
    bodies: ['{"local_max_snapshots":2}', '{"local_max_snapshots":3}']
  }
}

/** Without a Java there is no WireMock, which is said. */
function available(): string[] {
  const java = spawnSync('java', ['-version']).status === 0
  if (!java) console.log('no Java, so WireMock is left out (apt-get install default-jre-headless)')
  return Object.keys(recipes).filter(name => java || !name.startsWith('WireMock'))
}

const folder = await mkdtemp(join(tmpdir(), 'pesim-peers-'))
const processes = new Processes()
const figures: Figure[] = []
try {
  install()
  const pesim = await startEmulator(processes, { clock: 'running', domains: DOMAINS })
  const list = { url: `${pesim.url}/protection_domains`, pid: pesim.pid }
  const body = await (await fetch(list.url, { headers: { authorization: LOGIN } })).text()
  const served: Served = { folder, body, object: JSON.parse(body) as object }
  const names = available()
  for (const [name, times] of Object.entries(await startsOf(names, served, processes))) {
    figures.push({ name: `start of ${name}`, value: median(times), unit: 'ms', spread: spread(times) })
  }
  const contestants: Record<string, Contestant> = { pesim: list }
  const sizes: Record<string, number> = { pesim: Buffer.byteLength(body) }
  for (const name of names.filter(each => !START_ONLY.includes(each))) {
    const { child, url } = await startPeer(name, served, processes)
    contestants[name] = { url, pid: child.pid ?? Number.NaN, mayClose: true }
    sizes[name] = (await (await fetch(url)).arrayBuffer()).byteLength
  }
  const rates = await ratesOf(contestants, ROUNDS, SECONDS)
  for (const [name, of] of Object.entries(rates)) {
    const all = of.map(({ perSecond }) => perSecond)
    figures.push({
      name: `list by ${name} (${sizes[name]} bytes)`,
      value: median(all),
      unit: 'requests/s',
      spread: spread(all)
    })
  }
  const rateIn = (of: Record<string, Rate[]>, name: string): number =>
    median((of[name] ?? []).map(({ perSecond }) => perSecond))
  const rateBy = (name: string): number => rateIn(rates, name)
  const others = Object.keys(rates).filter(name => !['pesim', 'node:http'].includes(name))
  const best = others.toSorted((a, b) => rateBy(b) - rateBy(a))[0] ?? 'nobody'
  const ratio = rateBy('pesim') / rateBy(best)
  figures.push({
    name: `list, clock running, of the best peer (${best})`,
    value: ratio,
    unit: 'x',
    aim: { least: AIM_OF_BEST }
  })
  const writing: Record<string, Contestant> = { pesim: { ...list, write: await retentionChange(pesim.url) } }
  for (const name of others.filter(each => each.startsWith('json-server'))) {
    const contestant = contestants[name]
    if (contestant !== undefined) writing[name] = { ...contestant, write: TOUCH }
  }
  const mixed = await ratesOf(writing, ROUNDS, SECONDS)
  for (const [name, of] of Object.entries(mixed)) {
    const all = of.map(({ perSecond }) => perSecond)
    figures.push({
      name: `list by ${name}, one request in a hundred writes`,
      value: median(all),
      unit: 'requests/s',
      spread: spread(all)
    })
  }
  const writers = Object.keys(mixed).filter(name => name !== 'pesim')
  const bestWriter = writers.toSorted((a, b) => rateIn(mixed, b) - rateIn(mixed, a))[0] ?? 'nobody'
  figures.push({
    name: `the same, of the best peer that can be written to (${bestWriter})`,
    value: rateIn(mixed, 'pesim') / rateIn(mixed, bestWriter),
    unit: 'x',
    aim: { least: AIM_OF_BEST }
  })
} finally {
  await processes.stop()
  await rm(folder, { recursive: true, force: true })
}
for (const { name, value, unit, spread: [low, high] = [value, value] } of figures)
  console.log(
    `${name.padEnd(60)} ${value.toFixed(unit === 'x' ? 2 : 0).padStart(8)} ${unit} (${low.toFixed(0)} to ${high.toFixed(0)})`
  )
report({ figures })
