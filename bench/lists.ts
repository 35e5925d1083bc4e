/**
 * Requests a second of a list of fifty protection domains and of one domain, beside servers that send the same bytes: a bare
 * `node:http` and a bare Fastify. Everybody is asked by wrk (Debian's package) over ten connections, in turns; medians.
 *
 *   npm run bench:lists                      this build
 *   ROUNDS=9 SECONDS=3 npm run bench:lists   longer
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Processes, freePort, median, ratesOf, report, spread, startEmulator, untilItAnswers } from './support.js'
import type { Contestant, Figure, Rate } from './support.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 2)
const DOMAINS = 50

/** What a peer sends for every request, as a program of its own. */
const PEERS = {
  raw: `require('node:http').createServer((_, answer) => {
    answer.writeHead(200, headers.flat()); answer.end(body)
  }).listen(port, '127.0.0.1')`,
  fastify: `const app = require('fastify').fastify()
  app.get('*', (_, reply) => { for (const [name, value] of headers) reply.header(name, value); return reply.send(body) })
  app.listen({ port, host: '127.0.0.1' })`
}

const processes = new Processes()
const folder = await mkdtemp(join(tmpdir(), 'pesim-bench-'))
const figures: Figure[] = []

async function startPeer(program: string, bytes: Uint8Array, headers: [string, string][]): Promise<Contestant> {
  const port = await freePort()
  const file = join(folder, `${port}.body`)
  await writeFile(file, bytes)
  const sent = `const headers = ${JSON.stringify(headers)}, port = ${port}`
  const code = `const body = require('node:fs').readFileSync(${JSON.stringify(file)}); ${sent}; ${program}`
  const { pid = Number.NaN } = processes.start(process.execPath, ['-e', code])
  const url = `http://127.0.0.1:${port}/`
  await untilItAnswers(url)
  return { url, pid }
}

/** What a server adds by itself. */
const OWN_HEADERS = new Set(['date', 'connection', 'keep-alive'])

/** Asks an URL of the emulator and its peers in turns. The aim is a part of the rate of one of them. */
async function compare(
  title: string,
  pesim: Contestant,
  aim: { readonly of: keyof typeof PEERS; readonly least: number } | undefined
): Promise<void> {
  const answer = await untilItAnswers(pesim.url)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const headers = [...answer.headers].filter(([name]) => !OWN_HEADERS.has(name))
  const contestants: Record<string, Contestant> = { pesim }
  for (const [name, program] of Object.entries(PEERS)) contestants[name] = await startPeer(program, bytes, headers)
  const rates = await ratesOf(contestants, ROUNDS, SECONDS)
  const perSecondOf = (of: readonly Rate[] = []): number => median(of.map(({ perSecond }) => perSecond))
  const cpuOf = (of: readonly Rate[] = []): number => median(of.map(({ cpuUsecsEach }) => cpuUsecsEach))
  console.log(`${title}: ${bytes.length} bytes`)
  for (const [name, values] of Object.entries(rates)) {
    const all = values.map(({ perSecond }) => perSecond)
    const [low, high] = spread(all).map(Math.round)
    const rate = (perSecondOf(rates['pesim']) / perSecondOf(values)).toFixed(2)
    const cpu = (cpuOf(values) / cpuOf(rates['pesim'])).toFixed(2)
    const figures = `${Math.round(perSecondOf(values))} requests/s (${low} to ${high}), ${Math.round(cpuOf(values))} us each`
    console.log(`  ${name.padEnd(8)} ${figures}; pesim has ${rate} of its rate, ${cpu} by processor time`)
  }
  const ratesOfPesim = (rates['pesim'] ?? []).map(({ perSecond }) => perSecond)
  figures.push({ name: title, value: median(ratesOfPesim), unit: 'requests/s', spread: spread(ratesOfPesim) })
  for (const of of ['raw', 'fastify'] as const) {
    const ratio = median(ratesOfPesim) / perSecondOf(rates[of])
    const bound = aim?.of === of ? { aim: { least: aim.least } } : {}
    figures.push({ name: `${title}, of ${of}`, value: ratio, unit: 'x', ...bound })
  }
}

try {
  for (const clock of ['frozen', 'running'] as const) {
    const { url, pid } = await startEmulator(processes, { clock, domains: DOMAINS })
    const [list, one] =
      clock === 'frozen'
        ? ([
            { of: 'raw', least: 0.5 },
            { of: 'fastify', least: 0.7 }
          ] as const)
        : []
    await compare(`list of ${DOMAINS} domains, clock ${clock}`, { url: `${url}/protection_domains`, pid }, list)
    await compare(`one domain, clock ${clock}`, { url: `${url}/protection_domains/domain-7`, pid }, one)
  }
} finally {
  await processes.stop()
  await rm(folder, { recursive: true })
}
report({ figures })
