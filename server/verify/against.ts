/** `pesim verify --against`: compares a recording with an emulator of the recorded estate, field by field. */
import { readFile } from 'node:fs/promises'
import { ConfigError } from '../config/index.js'
import { captured, clustersIn } from '../capture/index.js'
import { wallClock } from '../engine/index.js'
import { httpClient } from '../cli/core/index.js'
import type { HttpAnswer, HttpClient } from '../cli/core/index.js'
import type { Fixture } from '../seed/index.js'
import { v1Contract, v2Contract } from '../contracts/index.js'
import { operationsOf } from '../http/contract/index.js'
import { parseRecording, rowsIn } from '../reading/index.js'
import type { Exchange, Row } from '../reading/index.js'
import { answerDifferences } from './answer-differences.js'
import { fillPath } from './reads.js'
import type { Report, Result } from './result.js'

/** What stands for an estate that the recording does not have whole. */
const DEFAULT_FIXTURE = 'france-canada-protected'
const BASE = /^\/PrismGateway\/services\/rest\//

/** An emulator that was started for the comparison. */
export interface ComparedEmulator extends AsyncDisposable {
  readonly clusters: Readonly<
    Record<string, { readonly url?: string | undefined; readonly username: string; readonly password: string }>
  >
}

/** Starts an emulator of a fixture, or of a built-in one by its name. */
export type StartEmulator = (fixture: Fixture | string) => Promise<ComparedEmulator>

/** Throws `ConfigError` for a file that is no recording. Returns what the emulator was started with. */
export async function verifyAgainst(
  file: string,
  start: StartEmulator,
  report: Report
): Promise<'its own estate' | 'another estate'> {
  const { exchanges } = parseRecording(await textOf(file), file)
  const clusters = clustersIn(exchanges)
  const fixture = clusters === undefined ? undefined : captured(clusters, wallClock()).fixture
  await using emulator = await start(fixture ?? DEFAULT_FIXTURE)
  const sites = Object.values(emulator.clusters)
  const names = fixture?.clusters.map(({ name }) => name) ?? Object.keys(emulator.clusters)
  using open = new DisposableClients(
    names.map(name => {
      const site = emulator.clusters[name] ?? sites[0]
      if (site?.url === undefined) throw new Error(`Cluster ${name} has no listener`)
      return httpClient({ url: new URL(site.url), username: site.username, password: site.password })
    })
  )
  for (const exchange of exchanges) {
    const client = open.clients[exchange.cluster]
    if (client !== undefined) report(await compare(client, exchange))
  }
  return fixture === undefined ? 'another estate' : 'its own estate'
}

class DisposableClients implements Disposable {
  constructor(readonly clients: readonly HttpClient[]) {}

  [Symbol.dispose](): void {
    for (const client of this.clients) client[Symbol.dispose]()
  }
}

async function compare(client: HttpClient, { cluster, path, status, body }: Exchange): Promise<Result> {
  const operation = `cluster ${cluster + 1}: GET ${path.replace(BASE, '')}`
  const answer = await askLike(client, path, status)
  if (answer === undefined) return { operation, outcome: 'skipped', notes: ['the emulator has nothing of the kind'] }
  if (answer.status !== status) {
    const notes = [`the recording has ${status}, the emulator answers ${answer.status}`]
    return { operation, outcome: 'differs', notes }
  }
  const notes = answerDifferences(body, answer.body ?? null)
  return { operation, outcome: notes.length === 0 ? 'same' : 'differs', notes }
}

/** What a fixture does not carry has another identifier in the emulator: then the first of its kind is asked for. */
async function askLike(client: HttpClient, path: string, status: number): Promise<HttpAnswer | undefined> {
  const answer = await client.request('GET', path)
  if (status !== 200 || answer.status === 200) return answer
  const [place = '', query] = path.split('?')
  const found = operationAt(place)
  if (found === undefined) return answer
  const segments = found.template.split('/')
  const rows = new Map<string, readonly Row[]>()
  for (const [index, segment] of segments.entries()) {
    if (!segment.startsWith('{')) continue
    const list = segments.slice(0, index).join('/')
    const listed = rowsIn((await client.request('GET', found.base + list)).body)
    if (listed !== undefined) rows.set(list, listed)
  }
  const own = fillPath(found.template, rows)
  if (own === undefined) return undefined
  return client.request('GET', `${found.base}${own}${query === undefined ? '' : `?${query}`}`)
}

/** The operation that a path with identifiers is of. */
function operationAt(path: string): { base: string; template: string } | undefined {
  for (const { document, bases } of [v2Contract, v1Contract]) {
    const base = bases[0] ?? ''
    if (!path.startsWith(`${base}/`)) continue
    const segments = path.slice(base.length).replace(/\/$/, '').split('/')
    const fits = (template: string): boolean => {
      const parts = template.split('/')
      return (
        parts.length === segments.length && parts.every((part, at) => part.startsWith('{') || part === segments[at])
      )
    }
    const found = operationsOf(document).find(operation => operation.method === 'GET' && fits(operation.path))
    if (found !== undefined && found.path.includes('{')) return { base, template: found.path }
  }
  return undefined
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`--against ${path} cannot be read: ${(error as Error).message}`)
  }
}
