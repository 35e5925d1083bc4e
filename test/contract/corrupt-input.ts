/** Requests that were right until one thing of them was spoilt: by chance, from a seed, in every way that clients find. */
import { gzipSync } from 'node:zlib'
import type { Random } from '../../server/explore/random.js'
import type { Method, Wire } from '../support/emulator.js'
import type { Operation } from '../../server/http/contract/contract.js'
import type { Input } from './valid-input.js'

type Corruption = (request: CorruptRequest, random: Random) => void

interface CorruptRequest {
  url: string
  body: unknown
  /** Instead of the body as JSON. */
  payload?: string | Buffer
  headers: Record<string, string>
}

const LONG = 'n'.repeat(3000)
/** More characters than a name in a path may have. */
const TOO_LONG = 'n'.repeat(5000)
const DEPTH = 2000
const OVERLONG_UTF8 = Buffer.from([0x22, 0xc0, 0xaf, 0xff, 0xfe, 0xed, 0xa0, 0x80, 0x22])

const inherited = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  '',
  ' ',
  'true',
  '1e400',
  'NaN',
  '-7',
  '\u0000',
  'ä/ö?#%',
  '👩‍🚀',
  '../../etc/passwd',
  '<script>',
  LONG,
  [],
  {},
  [[]],
  [null],
  { value: null },
  [{}],
  ...inherited
]
const segments = [
  ...inherited,
  '%ZZ',
  '%',
  '%C0%AF',
  '%FF',
  '%00',
  '%2F',
  '%2e%2e',
  '..',
  '.',
  '%20',
  '-1',
  '1e400',
  'null',
  ';a=b',
  LONG,
  TOO_LONG
]

/** What can be wrong with a body. */
const ofBodies: Readonly<Record<string, Corruption>> = {
  'another value somewhere in the body': (request, random) => {
    request.body = replaced(request.body, random, () => random.pick(values))
  },
  'another body': (request, random) => {
    request.body = random.pick(values)
  },
  'a property too few': (request, random) => {
    const { body } = request
    if (!isRow(body)) return
    const keys = Object.keys(body)
    if (keys.length > 0) Reflect.deleteProperty(body, random.pick(keys))
  },
  'a property too many, of a name that every object has': (request, random) => {
    const inner = JSON.stringify(random.pick(values))
    const text = isRow(request.body) ? JSON.stringify(request.body).slice(1, -1) : ''
    request.payload = `{"${random.pick(inherited)}":${inner}${text === '' ? '' : `,${text}`}}`
  },
  'text that stops half-way': (request, random) => {
    const text = JSON.stringify(request.body ?? { value: 'x' })
    request.payload = text.slice(0, random.below(text.length))
  },
  'text that is no JSON': (request, random) => {
    request.payload = random.pick([
      'NaN',
      '{"value":NaN}',
      '{value:1}',
      "{'value':1}",
      '{"a":1}{"b":2}',
      'undefined',
      '<xml/>',
      '{"a":01}'
    ])
  },
  'a number beyond every number': (request, random) => {
    const text = JSON.stringify(replaced(request.body ?? { value: 1 }, random, () => '@'))
    request.payload = text.replaceAll('"@"', random.pick(['1e400', '-1e400', '9'.repeat(400), '1e-400', '0.1e1']))
  },
  'a body that is nested without end': request => {
    request.payload = '['.repeat(DEPTH) + ']'.repeat(DEPTH)
  },
  'an object that is nested without end': (request, random) => {
    const nested = '{"value":'.repeat(DEPTH) + '1' + '}'.repeat(DEPTH)
    const text = JSON.stringify(replaced(request.body ?? { value: 1 }, random, () => '@'))
    request.payload = text.replaceAll('"@"', nested)
  },
  'bytes that are no UTF-8': request => {
    request.payload = OVERLONG_UTF8
  },
  'a body that is packed': request => {
    request.payload = gzipSync(JSON.stringify(request.body ?? {}))
    request.headers['content-encoding'] = 'gzip'
  },
  'a body of another type': (request, random) => {
    request.headers['content-type'] = random.pick([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json; charset=utf-16',
      'json',
      ';;;',
      ''
    ])
    request.payload = JSON.stringify(request.body ?? { value: 'x' })
  }
}

/** What can be wrong with every request. */
const ofRequests: Readonly<Record<string, Corruption>> = {
  'another name in the path': (request, random) => {
    const [path = '', query] = request.url.split('?')
    const parts = path.split('/')
    const at = 5 + random.below(Math.max(1, parts.length - 5))
    parts[Math.min(at, parts.length - 1)] = random.pick(segments)
    request.url = parts.join('/') + (query === undefined ? '' : `?${query}`)
  },
  'another value in the query': (request, random) => {
    const parameters = (request.url.split('?')[1] ?? '').split('&').filter(Boolean)
    const name = parameters.length === 0 ? 'count' : (random.pick(parameters).split('=')[0] ?? 'count')
    request.url = `${request.url.split('?')[0]}?${name}=${encodeURIComponent(String(random.pick(values)))}`
  },
  'a query that names things twice, or badly': (request, random) => {
    const odd = [
      'count=1&count=2',
      'page=0&count=-1',
      'count=%ZZ',
      '&&&=',
      '__proto__=1',
      'names[]=1&names[__proto__]=2',
      'page=1'
    ]
    const criteria = [
      'filter_criteria=((',
      'filter_criteria===',
      'filterCriteria=a%3D%3D',
      'sort_criteria=%00',
      'sortCriteria=;;',
      'projection=__proto__'
    ]
    request.url += `${request.url.includes('?') ? '&' : '?'}${random.pick([...odd, ...criteria])}`
  },
  'credentials that are none': (request, random) => {
    request.headers['authorization'] = random.pick([
      'Basic',
      'Basic !!!',
      'Bearer x',
      'Basic YWRtaW4=',
      'Basic YWRtaW46d3Jvbmc='
    ])
  }
}

export interface CorruptWire extends Wire {
  /** What was done to it, in words. */
  readonly kind: string
}

export function corrupt(operation: Operation, input: Input, random: Random): CorruptWire {
  const kinds = Object.entries({ ...ofRequests, ...(operation.body !== undefined && ofBodies) })
  const [kind, spoil] = random.pick(kinds)
  const request: CorruptRequest = {
    url: input.url,
    body: structuredClone(input.body),
    headers: { 'content-type': 'application/json' }
  }
  spoil(request, random)
  const payload = request.payload ?? (request.body === undefined ? undefined : JSON.stringify(request.body))
  return {
    kind,
    method: operation.method as Method,
    url: request.url,
    headers: request.headers,
    ...(payload !== undefined && { payload })
  }
}

function isRow(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** A copy with one of its values, at any depth, made anew. */
function replaced(value: unknown, random: Random, make: () => unknown): unknown {
  if (value === null || typeof value !== 'object' || random.chance(0.2)) return make()
  const keys = Object.keys(value)
  if (keys.length === 0) return make()
  const copy = structuredClone(value) as Record<string, unknown>
  const key = random.pick(keys)
  copy[key] = replaced(copy[key], random, make)
  return copy
}
