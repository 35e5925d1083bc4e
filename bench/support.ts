/** What benches share: servers to be asked, wrk that asks them, medians, and figures as JSON for `npm run bench`. */
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const LOGIN = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`
export const V2 = '/PrismGateway/services/rest/v2.0'
/** Of the repository: npm runs its commands there, wherever a bench was bundled to. */
export const root = process.cwd()
const START_LIMIT_MS = 60_000

/** One figure of a bench; `aim` is the most, or the least, that it may be. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Smallest and largest of the rounds, where there were several. */
  readonly spread?: readonly [number, number]
  readonly aim?: { readonly most: number } | { readonly least: number }
}

/** Cost against size. */
export interface Series {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface Report {
  readonly figures: readonly Figure[]
  readonly series?: readonly Series[]
}

/** With `--json`, the last line on standard output. */
export function report(figures: Report): void {
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

export const spread = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values)
]

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** Somebody who answers, at an URL and in a process. */
export interface Contestant {
  readonly url: string
  readonly pid: number
  /** Closes connections after an answer, which wrk counts as errors of reading. */
  readonly mayClose?: boolean
  /** What one request in a hundred does instead of reading. */
  readonly write?: Write
}

/** A change, to and fro. */
export interface Write {
  readonly method: string
  readonly path: string
  readonly bodies: readonly [string, string]
}

/** For wrk, in Lua: every hundredth request writes, each with the other body. */
export function mixedLoad({ method, path, bodies }: Write): string {
  return `local count = 0
local bodies = { [==[${bodies[0]}]==], [==[${bodies[1]}]==] }
local headers
function request()
  count = count + 1
  if count % 100 ~= 0 then return wrk.format("GET") end
  if headers == nil then
    headers = { ["content-type"] = "application/json" }
    for name, value in pairs(wrk.headers) do headers[name] = value end
  end
  return wrk.format("${method}", "${path}", headers, bodies[count / 100 % 2 + 1])
end
`
}

/** Processes that a bench has started; they end with it. */
export class Processes {
  readonly #children: ChildProcess[] = []

  start(command: string, args: readonly string[], cwd = root, env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
    this.#children.push(child)
    return child
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map(end))
  }
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** Resolves with the first 200. */
export async function untilItAnswers(url: string, everyMs = 20): Promise<Response> {
  const limit = performance.now() + START_LIMIT_MS
  while (performance.now() < limit) {
    const answer = await fetch(url, { headers: { authorization: LOGIN } }).catch(() => undefined)
    if (answer?.ok === true) return answer
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
  throw new Error(`${url} does not answer`)
}

/** Microseconds of processor time that a process has taken (Linux). */
export async function cpuUsecsOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

/** Megabytes that a process has in memory (Linux). */
export async function residentMbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024) / 1e6
}

export interface Rate {
  readonly perSecond: number
  readonly cpuUsecsEach: number
}

/** Requests a second over ten connections, and processor time of the one who answers each. */
export async function rateOf({ url, pid, mayClose = false, write }: Contestant, seconds: number): Promise<Rate> {
  const script = write === undefined ? undefined : join(tmpdir(), `pesim-bench-${process.pid}.lua`)
  if (write !== undefined && script !== undefined) await writeFile(script, mixedLoad(write))
  const before = await cpuUsecsOf(pid)
  const { stdout } = await promisify(execFile)('wrk', [
    ...['-t', '1', '-c', '10', '-d', `${seconds}s`, '-H', `authorization: ${LOGIN}`],
    ...(script === undefined ? [url] : ['-s', script, url])
  ])
  if (script !== undefined) await rm(script)
  const faults = mayClose ? /Non-2xx|connect [1-9]|timeout [1-9]/ : /Non-2xx|Socket errors/
  if (faults.test(stdout)) throw new Error(stdout)
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1])
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    cpuUsecsEach: ((await cpuUsecsOf(pid)) - before) / requests
  }
}

/** Rates of several, asked in turns, by their names. */
export async function ratesOf(
  contestants: Readonly<Record<string, Contestant>>,
  rounds: number,
  seconds: number
): Promise<Record<string, Rate[]>> {
  const rates: Record<string, Rate[]> = {}
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, one] of Object.entries(contestants)) (rates[name] ??= []).push(await rateOf(one, seconds))
  }
  return rates
}

/** pesim with so many protection domains, over plain HTTP; the URL is that of v2.0 in france. */
export async function startEmulator(
  processes: Processes,
  { clock, domains }: { readonly clock: 'frozen' | 'running'; readonly domains: number }
): Promise<Contestant> {
  const port = await freePort()
  const at = ['--listen', `france=127.0.0.1:${port}`, '--listen', `canada=127.0.0.2:${port}`]
  const args = ['bin/pesim.cjs', 'start', '--http', '--clock', clock, ...at, '--listen', 'central=127.0.0.3:0']
  const { pid = Number.NaN } = processes.start(process.execPath, args)
  const url = `http://127.0.0.1:${port}${V2}`
  await untilItAnswers(`${url}/cluster`)
  for (let index = 0; index < domains; index += 1) {
    await fetch(`${url}/protection_domains`, {
      method: 'POST',
      headers: { authorization: LOGIN, 'content-type': 'application/json' },
      body: JSON.stringify({ value: `domain-${index}` })
    })
  }
  return { url, pid }
}
