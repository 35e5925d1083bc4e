/**
 * The longest hold of the event loop by each request on a large world: every emulated operation of every version and of
 * the control API, and requests made to be slow. Exits 1 where one holds it for longer than the limit.
 */
import { performance } from 'node:perf_hooks'
import { compose } from '../server/app/compose.js'
import { readConfig } from '../server/config/index.js'
import { centralContract, controlContract, v08Contract, v1Contract, v2Contract } from '../server/contracts/index.js'
import { randomOf } from '../server/explore/random.js'
import { operationsOf } from '../server/http/contract/index.js'
import { openListeners } from '../server/http/listen/index.js'
import { knownNames } from '../test/contract/known-names.js'
import type { KnownNames } from '../test/contract/known-names.js'
import type { Served } from '../test/contract/operations.js'
import { validInput } from '../test/contract/valid-input.js'
import { httpClientAt } from './worst/http-client.js'
import type { BenchClient, Question } from './worst/http-client.js'
import { attacks } from './worst/attacks.js'
import { DOMAINS, VMS, largeWorld } from './worst/large-world.js'
import { longestHold } from './worst/longest-hold.js'

const LIMIT_MS = 200
/** Calls of each operation: the first compiles what checks and writes it. */
const CALLS = Number(process.env['CALLS'] ?? 3)
const SHOWN = Number(process.env['SHOWN'] ?? 40)
/** Only what matches, for whoever mends one. */
const ONLY = new RegExp(process.env['ONLY'] ?? '')
/** Rows of each list that requests are made of. */
const NAMES = 40
const START_USECS = 1_767_225_600_000_000 // 2026-01-01T00:00:00Z

interface Figure {
  readonly name: string
  readonly milliseconds: number
  readonly bytes: number
  readonly statuses: ReadonlySet<number>
  /** Why the client got no answer: such a call was not measured. */
  readonly errors: readonly string[]
}

/** Endless, or measured by what it tells later. */
const unmeasured = new Set(['streamEvents'])
/** They change who may ask: what comes after them is answered 401, and costs nothing. */
const lockOut = new Set([
  'resetPassword',
  'changePassword',
  'changeDefaultSystemPassword',
  'deleteLocalUser',
  'updateLocalUser'
])
/** They put another world in the place of the large one, or throw the rest of it away. */
const last = new Set(['advanceClock', 'resetWorld'])

const served: readonly Served[] = [v2Contract, v1Contract, v08Contract, centralContract, controlContract].flatMap(
  contract => operationsOf(contract.document).map(operation => ({ contract, operation, emulated: true }))
)

/** What the contract of the control API cannot say of a valid body. */
const bodies: Readonly<Record<string, unknown>> = {
  setClock: { mode: 'frozen' },
  advanceClock: { seconds: 4000 },
  createClusterVms: { count: 100, name_prefix: 'made-' },
  addMishap: { operation: 'getVMs', status: 503, count: 1 },
  planIncident: { what: 'link-cut', between: ['france', 'canada'], begins: { after_seconds: 3600 } },
  setCluster: { pack: 'ultimate' },
  slowLink: { loss: 0.1 }
}
const words: Readonly<Record<string, string>> = { name: 'france', a: 'france', b: 'canada' }

async function main(): Promise<void> {
  const began = performance.now()
  const config = { ...readConfig({}, {}), clock: 'frozen', atUsecs: START_USECS, logLevel: 'silent' } as const
  const { app, lab, stopWaiting, close } = await compose(config, largeWorld())
  const listeners = await openListeners([{ name: 'france', address: '127.0.0.1', port: 0 }], { handler: app.routing })
  const client = httpClientAt(listeners.open[0]?.port ?? 0)
  const took = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${VMS} VMs, ${DOMAINS} protection domains, built in ${took} s; Node ${process.version}`)

  const figures: Figure[] = []
  const measured = served.filter(
    ({ contract, operation: { id } }) => !unmeasured.has(id) && ONLY.test(`${contract.name} ${id}`)
  )
  const known = await knownNames(
    async (site, method, url) => {
      const { status, text } = await client.ask({ method, url, site }, true)
      return { status, headers: {}, text: '', body: /^[[{]/.test(text) ? fewOf(JSON.parse(text)) : undefined }
    },
    'france',
    measured.length === 0
      ? []
      : served.filter(({ contract }) => contract !== controlContract && contract !== centralContract)
  )
  const rank = ({ operation: { id, method } }: Served): number =>
    lockOut.has(id)
      ? 4
      : last.has(id)
        ? 3
        : method.toUpperCase() === 'GET'
          ? 0
          : method.toUpperCase() === 'DELETE'
            ? 2
            : 1
  const ordered = [...measured].sort((a, b) => rank(a) - rank(b))
  for (const call of ordered.filter(call => rank(call) < 3)) figures.push(await measureOperation(client, call, known))
  for (const { name, questions } of attacks)
    if (ONLY.test(`attack: ${name}`)) figures.push(await measure(`attack: ${name}`, client, questions))
  for (const call of ordered.filter(call => rank(call) >= 3)) figures.push(await measureOperation(client, call, known))

  async function measureOperation(client: BenchClient, call: Served, known: KnownNames): Promise<Figure> {
    const questions = Array.from({ length: CALLS }, (_, turn) => questionOf(call, known, lab.world.now, turn))
    return measure(`${call.contract.name} ${call.operation.id}`, client, questions)
  }
  client.close()
  stopWaiting()
  await listeners.close()
  await close()
  report(figures)
}

/** The first rows of a list are names enough, and what makes up requests looks through all of them each time. */
function fewOf(body: unknown): unknown {
  const rows = (body as { entities?: unknown }).entities
  if (Array.isArray(rows)) return { ...(body as object), entities: rows.slice(0, NAMES) }
  return Array.isArray(body) ? body.slice(0, NAMES) : body
}

function questionOf(call: Served, known: KnownNames, now: number, turn: number): Question {
  const { contract, operation } = call
  const method = operation.method
  if (contract === controlContract) {
    const uuid = String(known.valuesOf('vm_uuid')[turn] ?? known.valuesOf('uuid')[turn])
    const path = operation.path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => words[name] ?? (name === 'uuid' ? uuid : 'x-1')
    )
    const body = bodies[operation.id]
    return { method, url: `${contract.bases[0]}${path}`, ...(body !== undefined && { body }) }
  }
  const { url, body } = validInput(call, { known, random: randomOf(turn), now, turn })
  return { method, url, ...(body !== undefined && { body }), site: contract === centralContract ? 'central' : 'france' }
}

async function measure(name: string, client: BenchClient, questions: readonly Question[]): Promise<Figure> {
  let milliseconds = 0
  let bytes = 0
  const statuses = new Set<number>()
  const errors: string[] = []
  for (const question of questions) {
    const held = await longestHold(async () => {
      const reply = await client.ask(question)
      bytes = Math.max(bytes, reply.bytes)
      statuses.add(reply.status)
    }).catch((error: Error) => {
      errors.push(error.message)
      return 0
    })
    milliseconds = Math.max(milliseconds, held)
  }
  return { name, milliseconds, bytes, statuses, errors }
}

const isOnly = (statuses: ReadonlySet<number>, status: number): boolean => statuses.size === 1 && statuses.has(status)

const isSuccess = (status: number): boolean => status >= 200 && status < 300

function report(figures: readonly Figure[]): void {
  const worst = [...figures].sort((a, b) => b.milliseconds - a.milliseconds)
  console.log(`\n   hold ms   answer KB  status       what (the worst ${SHOWN} of ${worst.length})`)
  for (const { name, milliseconds, bytes, statuses } of worst.slice(0, SHOWN)) {
    const figure = milliseconds.toFixed(1).padStart(10)
    console.log(`${figure}${(bytes / 1000).toFixed(1).padStart(12)}  ${[...statuses].join(' ').padEnd(11)}  ${name}`)
  }
  const over = worst.filter(({ milliseconds }) => milliseconds > LIMIT_MS)
  console.log(`\n${over.length} of ${worst.length} hold the event loop for more than ${LIMIT_MS} ms`)
  const locked = worst.filter(
    ({ name, statuses }) => isOnly(statuses, 401) && !lockOut.has(name.split(' ').at(-1) ?? '')
  )
  for (const { name } of locked) console.log(`${name}: answered 401, so nothing was measured`)
  const unanswered = worst.filter(({ errors }) => errors.length > 0)
  for (const { name, errors } of unanswered) console.log(`${name}: not measured, ${errors.join('; ')}`)
  const refused = worst.filter(({ name, statuses }) => !name.startsWith('attack: ') && ![...statuses].some(isSuccess))
  console.log(`${refused.length} operations were refused in every call: their hold is that of a refusal`)
  for (const { name, statuses } of refused) console.log(`  ${[...statuses].join(' ').padEnd(11)}  ${name}`)
  if (over.length + locked.length + unanswered.length > 0) process.exitCode = 1
}

void main()
