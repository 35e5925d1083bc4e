/** Recordings: what a cluster was asked and what it answered, without what tells whose it is. */
import { ConfigError } from '../config/index.js'
import { v1Contract, v2Contract, version } from '../contracts/index.js'
import { operationsOf } from '../http/contract/index.js'
import type { HttpClient } from '../cli/core/index.js'
import { Anonymizer } from './anonymizer.js'
import type { AnonymousPart } from './anonymizer.js'

/** One GET. What changes something is not recorded. */
export interface Exchange {
  /** Which of the clusters was asked, counted from 0. */
  readonly cluster: number
  readonly path: string
  readonly status: number
  /** Null where the answer was no JSON. */
  readonly body: unknown
}

export interface Recording {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  /** The version of pesim that wrote it. */
  readonly by: string
  readonly exchanges: readonly Exchange[]
}

const FORMAT = 'pesim-recording'
const VERSION = 1

/** Every GET through it is added to `exchanges`; one path of a cluster counts once, as it was answered last. */
export function recordingClient(client: HttpClient, cluster: number, exchanges: Exchange[]): HttpClient {
  return {
    request: async (method, path, body) => {
      const answer = await client.request(method, path, body)
      if (method !== 'GET') return answer
      const before = exchanges.findIndex(exchange => exchange.cluster === cluster && exchange.path === path)
      if (before >= 0) exchanges.splice(before, 1)
      exchanges.push({ cluster, path, status: answer.status, body: answer.body ?? null })
      return answer
    },
    [Symbol.dispose]: () => client[Symbol.dispose]()
  }
}

/** Names are replaced alike in paths and bodies, so that one still leads to the other. */
export function recordingOf(exchanges: readonly Exchange[]): Recording {
  const parts = exchanges.map(({ path, status, body }): AnonymousPart => ({
    about: aboutOf(path),
    body: messageIn(status, body) === undefined ? body : { ...(body as object), message: '' }
  }))
  const anonymizer = new Anonymizer(parts)
  const words = pathWords()
  // All names are known before the first text is gone through.
  const hidden = parts.map(part => anonymizer.replace(part))
  return {
    format: FORMAT,
    version: VERSION,
    by: version,
    exchanges: exchanges.map((exchange, index) => ({
      ...exchange,
      path: anonymizer.path(exchange.path, words),
      body: withMessage(hidden[index], exchange, text => anonymizer.message(text))
    }))
  }
}

/** Throws `ConfigError` for what is no recording. */
export function parseRecording(text: string, source: string): Recording {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ConfigError(`${source} is not JSON: ${(error as Error).message}`)
  }
  const { format, version: number, exchanges } = (value ?? {}) as Partial<Record<keyof Recording, unknown>>
  if (format !== FORMAT) throw new ConfigError(`${source} is no recording of pesim`)
  if (number !== VERSION) throw new ConfigError(`${source} is a recording of version ${String(number)}, not ${VERSION}`)
  const wrong = Array.isArray(exchanges) ? exchanges.findIndex(exchange => !isExchange(exchange)) : 0
  if (wrong >= 0) throw new ConfigError(`${source} has no exchange at /exchanges/${wrong}`)
  return value as Recording
}

function isExchange(value: unknown): value is Exchange {
  const { cluster, path, status } = (value ?? {}) as Partial<Record<keyof Exchange, unknown>>
  return Number.isInteger(cluster) && typeof path === 'string' && path.startsWith('/') && Number.isInteger(status)
}

/** What a refusal says is evidence: its words stay. */
function withMessage(hidden: unknown, { status, body }: Exchange, hide: (text: string) => string): unknown {
  const message = messageIn(status, body)
  return message === undefined ? hidden : { ...(hidden as object), message: hide(message) }
}

function messageIn(status: number, body: unknown): string | undefined {
  const message = (body as { message?: unknown } | null)?.message
  return status >= 400 && typeof message === 'string' ? message : undefined
}

/** The list that a path is, or lies below. */
function aboutOf(path: string): string {
  return /\/rest\/[^/]+\/([^/?]+)/.exec(path)?.[1] ?? ''
}

function pathWords(): Set<string> {
  const documents = [v1Contract, v2Contract].map(({ document }) => document)
  const paths = documents.flatMap(document => operationsOf(document).map(({ path }) => path))
  const segments = paths.flatMap(path => path.split('/')).filter(segment => !segment.startsWith('{'))
  return new Set([...segments, 'PrismGateway', 'services', 'rest', 'v1', 'v2.0', 'health_check_summary'])
}
