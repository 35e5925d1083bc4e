/**
 * Requests a second of a list of fifty protection domains and of one domain, beside servers that send the same bytes: a bare
 * `node:http` and a bare Fastify. Everybody is asked by wrk (Debian's package) over ten connections, in turns; medians.
 *
 *   npm run bench:lists                      this build
 *   ROUNDS=9 SECONDS=3 npm run bench:lists   longer
 */
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 2)
const DOMAINS = 50
const LOGIN = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`
const V2 = '/PrismGateway/services/rest/v2.0'
const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** What a peer sends for every request, as a program of its own. */
const PEERS = {
  raw: `require('node:http').createServer((_, answer) => {
    answer.writeHead(200, headers.flat()); answer.end(body)
  }).listen(port, '127.0.0.1')`,
  fastify: `const app = require('fastify').fastify()
  app.get('*', (_, reply) => { for (const [name, value] of headers) reply.header(name, value); return reply.send(body) })
  app.listen({ port, host: '127.0.0.1' })`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

async function untilItAnswers(url: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(url, { headers: { authorization: LOGIN } }).catch(() => undefined)
    if (answer?.ok === true) return answer
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Microseconds of processor time that a process has taken (Linux). */
async function cpuUsecsOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

interface Rate {
  readonly perSecond: number
  readonly cpuUsecsEach: number
}

/** Requests a second, and processor time of the one who answers each. */
async function rateOf({ url, pid }: Contestant): Promise<Rate> {
  const before = await cpuUsecsOf(pid)
  const { stdout } = await promisify(execFile)('wrk', [
    ...['-t', '1', '-c', '10', '-d', `${SECONDS}s`, '-H', `authorization: ${LOGIN}`, url]
  ])
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout)
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1])
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    cpuUsecsEach: ((await cpuUsecsOf(pid)) - before) / requests
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const children: ChildProcess[] = []
const folder = await mkdtemp(join(tmpdir(), 'pesim-bench-'))
const start = (...args: string[]): number => {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  children.push(child)
  return child.pid ?? Number.NaN
}

/** Somebody who answers, at an URL and in a process. */
interface Contestant {
  readonly url: string
  readonly pid: number
}

async function startEmulator(clock: 'frozen' | 'running'): Promise<Contestant> {
  const port = await freePort()
  const at = ['--listen', `france=127.0.0.1:${port}`, '--listen', `canada=127.0.0.2:${port}`]
  const pid = start('bin/pesim.cjs', 'start', '--http', '--clock', clock, ...at, '--listen', 'central=127.0.0.3:0')
  const base = `http://127.0.0.1:${port}${V2}`
  await untilItAnswers(`${base}/cluster`)
  for (let index = 0; index < DOMAINS; index += 1) {
    await fetch(`${base}/protection_domains`, {
      method: 'POST',
      headers: { authorization: LOGIN, 'content-type': 'application/json' },
      body: JSON.stringify({ value: `domain-${index}` })
    })
  }
  return { url: base, pid }
}

async function startPeer(program: string, bytes: Uint8Array, headers: [string, string][]): Promise<Contestant> {
  const port = await freePort()
  const file = join(folder, `${port}.body`)
  await writeFile(file, bytes)
  const sent = `const headers = ${JSON.stringify(headers)}, port = ${port}`
  const pid = start('-e', `const body = require('node:fs').readFileSync(${JSON.stringify(file)}); ${sent}; ${program}`)
  const url = `http://127.0.0.1:${port}/`
  await untilItAnswers(url)
  return { url, pid }
}

/** What a server adds by itself. */
const OWN_HEADERS = new Set(['date', 'connection', 'keep-alive'])

/** Asks an URL of the emulator and its peers in turns. */
async function compare(title: string, pesim: Contestant): Promise<void> {
  const answer = await untilItAnswers(pesim.url)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const headers = [...answer.headers].filter(([name]) => !OWN_HEADERS.has(name))
  const contestants: Record<string, Contestant> = { pesim }
  for (const [name, program] of Object.entries(PEERS)) contestants[name] = await startPeer(program, bytes, headers)
  const rates: Record<string, Rate[]> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, at] of Object.entries(contestants)) (rates[name] ??= []).push(await rateOf(at))
  }
  const perSecondOf = (of: readonly Rate[] = []): number => median(of.map(({ perSecond }) => perSecond))
  const cpuOf = (of: readonly Rate[] = []): number => median(of.map(({ cpuUsecsEach }) => cpuUsecsEach))
  console.log(`${title}: ${bytes.length} bytes`)
  for (const [name, values] of Object.entries(rates)) {
    const all = values.map(({ perSecond }) => perSecond)
    const [low, high] = [Math.min(...all), Math.max(...all)].map(Math.round)
    const rate = (perSecondOf(rates['pesim']) / perSecondOf(values)).toFixed(2)
    const cpu = (cpuOf(values) / cpuOf(rates['pesim'])).toFixed(2)
    const figures = `${Math.round(perSecondOf(values))} requests/s (${low} to ${high}), ${Math.round(cpuOf(values))} us each`
    console.log(`  ${name.padEnd(8)} ${figures}; pesim has ${rate} of its rate, ${cpu} by processor time`)
  }
}

try {
  for (const clock of ['frozen', 'running'] as const) {
    const { url, pid } = await startEmulator(clock)
    await compare(`list of ${DOMAINS} domains, clock ${clock}`, { url: `${url}/protection_domains`, pid })
    await compare(`one domain, clock ${clock}`, { url: `${url}/protection_domains/domain-7`, pid })
  }
} finally {
  for (const child of children) child.kill()
  await rm(folder, { recursive: true })
}
