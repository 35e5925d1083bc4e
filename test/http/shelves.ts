/** A contract about shelves, served on a free port: what HTTP does is the same whatever it is about. */
import { request as httpRequest } from 'node:http'
import type { Test } from 'tap'
import { createApp } from '../../server/http/app/app.js'
import type { AppOptions } from '../../server/http/app/app.js'
import type { Contract, OpenApiDocument } from '../../server/http/contract/contract.js'
import { HttpRefusal } from '../../server/http/contract/http-refusal.js'
import type { Refuse } from '../../server/http/contract/http-refusal.js'
import { openListeners } from '../../server/http/listen/listeners.js'
import { createApi } from '../../server/http/contract/pipeline.js'
import type { Api, ApiOptions, Handler } from '../../server/http/contract/pipeline.js'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const path = (name: string, schema: object) => ({ name, in: 'path', required: true, schema })
const query = (name: string, schema: object) => ({ name, in: 'query', schema })
const failed = { default: { $ref: '#/components/responses/Failed' } }

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'shelves', version: '1' },
  paths: {
    '/shelves': {
      get: {
        operationId: 'listShelves',
        parameters: [
          query('names', { type: 'array', items: { type: 'string' } }),
          query('count', { type: 'integer', default: 10 }),
          query('full', { type: 'boolean' })
        ],
        responses: { 200: json(ref('Echo')), ...failed }
      },
      post: {
        operationId: 'createShelf',
        requestBody: { required: true, ...json(ref('Shelf')) },
        responses: { 201: json(ref('Echo')), ...failed }
      }
    },
    '/shelves/{name}': {
      parameters: [path('name', { type: 'string' })],
      get: { operationId: 'getShelf', responses: { 200: json(ref('Shelf')), ...failed } },
      delete: { operationId: 'deleteShelf', responses: { 200: json(ref('Echo')), ...failed } }
    },
    '/shelves/{name}/move': {
      parameters: [path('name', { type: 'string' })],
      post: {
        operationId: 'moveShelf',
        requestBody: json({ type: 'object', properties: { value: { type: 'string' } } }),
        responses: { 201: json(ref('Echo')), ...failed }
      }
    },
    '/shelves/{name}/books/{position}': {
      put: {
        operationId: 'placeBook',
        parameters: [path('name', { type: 'string' }), path('position', { type: 'integer' })],
        responses: { 200: json(ref('Echo')), ...failed }
      }
    },
    '/label': {
      get: {
        operationId: 'getLabel',
        responses: { 200: { content: { 'text/plain': { schema: { type: 'string' } } } } }
      }
    },
    '/anything': { get: { operationId: 'getAnything', responses: { 200: json({ type: 'object' }) } } },
    '/library': { get: { operationId: 'getLibrary', responses: { 200: json(ref('Library')) } } },
    '/names': { get: { operationId: 'getNames', responses: { 200: json({ type: 'array', items: ref('Shelf') }) } } },
    '/unserved': { get: { operationId: 'getUnserved', responses: { 200: json({}) } } }
  },
  components: {
    schemas: {
      /** What a handler received. */
      Echo: { type: 'object', properties: { path: {}, query: {}, body: {} } },
      Shelf: {
        type: 'object',
        properties: {
          name: { type: ['string', 'null'] },
          width: ref('Millimetres'),
          depth: { anyOf: [ref('Depth'), { type: 'null' }] },
          built: { type: ['boolean', 'null'] },
          finish: { type: ['string', 'null'], default: 'raw' },
          tags: { type: 'array', items: { type: 'string' } },
          rule: { anyOf: [ref('Rule'), { type: 'null' }] },
          above: { anyOf: [ref('Shelf'), { type: 'null' }] },
          counts: { type: 'object', additionalProperties: { type: 'integer' } },
          owner: { allOf: [ref('Person'), { type: ['object', 'null'], properties: { since: { type: 'integer' } } }] }
        }
      },
      Library: {
        type: 'object',
        properties: {
          metadata: { type: 'object', properties: { text: { type: 'string' } } },
          entities: { type: 'array', items: ref('Shelf') },
          open: { type: 'boolean' }
        }
      },
      Millimetres: { description: 'A width.', type: ['integer', 'null'], format: 'int64' },
      Depth: { description: 'Not null by itself.', type: 'integer' },
      Rule: { type: 'object', required: ['max'], properties: { max: { type: ['integer', 'null'], default: 7 } } },
      Person: { type: 'object', properties: { name: { type: 'string' } } },
      Failure: { type: 'object', properties: { message: { type: 'string' }, code: { type: 'string' } } }
    },
    responses: { Failed: json(ref('Failure')) }
  }
}

export const shelves: Contract = { name: 'shelves', bases: ['/Library/rest/v2', '/api/library/v2'], document }

/** Answers with what it received. */
const echo: Handler<string> = ({ path, query, body }) => ({ path, query, body })

export const echoes = {
  listShelves: echo,
  createShelf: echo,
  deleteShelf: echo,
  moveShelf: echo,
  placeBook: echo,
  getShelf: () => ({ name: 'oak' }),
  getLabel: () => 'oak, 3 m',
  getAnything: () => ({ at: { all: [1, null] } })
} satisfies Record<string, Handler<string>>

export const refuse: Refuse = error => {
  if (error instanceof HttpRefusal) return { status: error.status, body: { message: error.message, code: error.code } }
  return { status: 500, body: { message: (error as Error).message } }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Undefined when the text is no JSON. */
  readonly body: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

export interface Library {
  readonly api: Api
  readonly url: string
  /** Sends exactly this path, these headers and these bytes. */
  send(method: string, path: string, headers?: Record<string, string>, body?: string | Buffer): Promise<Answer>
}

export function shelvesApi(handlers: Record<string, Handler<string>>, options: Partial<ApiOptions<string>> = {}): Api {
  return createApi<string>(shelves, ({ id }) => handlers[id], { context: () => 'here', refuse, ...options })
}

export async function library(
  t: Test,
  {
    handlers = echoes,
    mount = {},
    app: appOptions = {}
  }: {
    handlers?: Record<string, Handler<string>>
    mount?: Partial<ApiOptions<string>>
    app?: Partial<AppOptions>
  } = {}
): Promise<Library> {
  const api = shelvesApi(handlers, mount)
  const app = createApp({ apis: [api], refuse, ...appOptions })
  await app.ready()
  const { open, close } = await openListeners([{ name: 'here', address: '127.0.0.1', port: 0 }], {
    handler: app.routing,
    refuseUnreadable: (status, message) => ({ headers: {}, body: JSON.stringify({ unreadable: status, message }) })
  })
  t.teardown(async () => {
    await close()
    await app.close()
  })
  const { port = 0, url = '' } = open[0] ?? {}
  return {
    api,
    url,
    send: async (method, path, headers = {}, body) =>
      new Promise<Answer>((resolve, reject) => {
        // Node frames a body by itself only where it expects one.
        const framed = body === undefined || 'transfer-encoding' in headers
        const sized = framed ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) }
        const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers: sized, agent: false }, response => {
          let text = ''
          response.setEncoding('utf8').on('data', (part: string) => (text += part))
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) })
          })
        })
        sent.on('error', reject)
        sent.end(body)
      })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
