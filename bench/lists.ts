/**
 * Requests a second of a list of fifty protection domains and of one domain, beside servers that send the same bytes: a bare
 * `node:http` and a bare Fastify. Everybody is asked by wrk (Debian's package) over ten connections, in turns; medians.
 *
 *   npm run bench:lists                      this build
 *   ROUNDS=9 SECONDS=3 npm run bench:lists   longer
 */
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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
    answer.setHeader('content-type', 'application/json; charset=utf-8'); answer.setHeader('content-length', body.length); answer.end(body)
  }).listen(port, '127.0.0.1')`,
  fastify: `const app = require('fastify').fastify()
  app.get('*', (_, reply) => reply.type('application/json; charset=utf-8').send(body))
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

/** Requests a second. */
async function rateOf(url: string): Promise<number> {
  const { stdout } = await promisify(execFile)('wrk', [
    ...['-t', '1', '-c', '10', '-d', `${SECONDS}s`, '-H', `authorization: ${LOGIN}`, url]
  ])
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const children: ChildProcess[] = []
const folder = await mkdtemp(join(tmpdir(), 'pesim-bench-'))
const start = (...args: string[]): void => {
  children.push(spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }))
}

async function startEmulator(clock: 'frozen' | 'running'): Promise<string> {
  const port = await freePort()
  const at = ['--listen', `france=127.0.0.1:${port}`, '--listen', `canada=127.0.0.2:${port}`]
  start('bin/pesim.cjs', 'start', '--http', '--clock', clock, ...at, '--listen', 'central=127.0.0.3:0')
  const base = `http://127.0.0.1:${port}${V2}`
  await untilItAnswers(`${base}/cluster`)
  for (let index = 0; index < DOMAINS; index += 1) {
    await fetch(`${base}/protection_domains`, {
      method: 'POST',
      headers: { authorization: LOGIN, 'content-type': 'application/json' },
      body: JSON.stringify({ value: `domain-${index}` })
    })
  }
  return base
}

async function startPeer(program: string, bytes: Uint8Array): Promise<string> {
  const port = await freePort()
  const file = join(folder, `${port}.body`)
  await writeFile(file, bytes)
  start('-e', `const body = require('node:fs').readFileSync(${JSON.stringify(file)}); const port = ${port}; ${program}`)
  const url = `http://127.0.0.1:${port}/`
  await untilItAnswers(url)
  return url
}

/** Asks an URL of the emulator and its peers in turns. */
async function compare(title: string, url: string): Promise<void> {
  const bytes = new Uint8Array(await (await untilItAnswers(url)).arrayBuffer())
  const contestants: Record<string, string> = { pesim: url }
  for (const [name, program] of Object.entries(PEERS)) contestants[name] = await startPeer(program, bytes)
  const rates: Record<string, number[]> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, at] of Object.entries(contestants)) (rates[name] ??= []).push(await rateOf(at))
  }
  const own = median(rates['pesim'] ?? [])
  console.log(`${title}: ${bytes.length} bytes`)
  for (const [name, values] of Object.entries(rates)) {
    const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.round)
    const ratio = (own / median(values)).toFixed(2)
    console.log(
      `  ${name.padEnd(8)} ${Math.round(median(values))} requests/s (${low} to ${high}); pesim has ${ratio} of it`
    )
  }
}

try {
  for (const clock of ['frozen', 'running'] as const) {
    const base = await startEmulator(clock)
    await compare(`list of ${DOMAINS} domains, clock ${clock}`, `${base}/protection_domains`)
    await compare(`one domain, clock ${clock}`, `${base}/protection_domains/domain-7`)
  }
} finally {
  for (const child of children) child.kill()
  await rm(folder, { recursive: true })
}
