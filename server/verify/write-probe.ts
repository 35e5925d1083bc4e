/** Write tier: creates one empty protection domain, checks it, and always removes it. */
import { v2Contract } from '../contracts/index.js'
import { operationsOf } from '../http/contract/index.js'
import type { HttpAnswer, HttpClient } from '../cli/core/index.js'
import { checkAnswer } from './reads.js'
import type { Result, Report } from './result.js'

const BASE = '/PrismGateway/services/rest/v2.0/protection_domains'
const YEAR_USECS = 365 * 86_400 * 1_000_000

interface Step {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** It has to be refused with this status, in the product's form. */
  readonly refused?: number
  /** A key that the answer must not have. */
  readonly without?: string
}

/** `cleanUp` goes on where `client` has been told to stop. `now` in microseconds since the epoch. */
export async function probeWrites(
  client: HttpClient,
  cleanUp: HttpClient,
  name: string,
  now: number,
  report: Report
): Promise<void> {
  const schedule = {
    pd_name: name,
    type: 'DAILY',
    every_nth: 1,
    user_start_time_in_usecs: now + YEAR_USECS,
    retention_policy: { local_max_snapshots: 1 }
  }
  const steps: readonly Step[] = [
    {
      id: 'addProtectionDomain',
      method: 'POST',
      path: '',
      body: { value: name, annotations: ['made by pesim verify'] }
    },
    // [C: clients]: two versions of a portal and a second client tell 422 from other refusals
    { id: 'addProtectionDomain', method: 'POST', path: '', body: { value: name }, refused: 422 },
    // [C: recorded, protection domains]: one without snapshots has no usage_stats
    { id: 'getProtectionDomainByName', method: 'GET', path: `/${name}`, without: 'usage_stats' },
    { id: 'addCronSchedule', method: 'POST', path: `/${name}/schedules`, body: schedule },
    { id: 'getCronSchedules', method: 'GET', path: `/${name}/schedules` },
    { id: 'clearCronSchedules', method: 'DELETE', path: `/${name}/schedules` },
    { id: 'getSnapshotsForPd', method: 'GET', path: `/${name}/dr_snapshots` }
  ]
  try {
    for (const step of steps) report(await runStep(client, step))
  } finally {
    report(await runStep(cleanUp, { id: 'markProtectionDomainForRemoval', method: 'DELETE', path: `/${name}` }))
  }
}

async function runStep(client: HttpClient, { id, method, path, body, refused, without }: Step): Promise<Result> {
  const operation = operationsOf(v2Contract.document).find(candidate => candidate.id === id)
  if (operation === undefined) throw new Error(`v2.0 has no operation ${id}`)
  const name = `v2.0 ${method} ${operation.path}${refused === undefined ? '' : ' of a name that is there'}`
  const answer = await client.request(method, BASE + path, body)
  const result = checkAnswer(name, v2Contract, operation, answer)
  if (refused !== undefined) return checkRefusal(result, answer, refused)
  if (without !== undefined && Object.hasOwn(answer.body ?? {}, without))
    return { ...result, outcome: 'differs', notes: [...result.notes, `it has ${without}, which nothing gives a value`] }
  return result.outcome === 'refused' ? { ...result, outcome: 'differs' } : result
}

function checkRefusal(result: Result, { status, body }: HttpAnswer, expected: number): Result {
  const { code } = ((body as { error_code?: unknown } | null)?.error_code ?? {}) as { code?: unknown }
  if (result.outcome !== 'refused' || typeof code !== 'number')
    return { ...result, outcome: 'differs', notes: ['it is not refused in the form of v2.0'] }
  if (status !== expected)
    return { ...result, outcome: 'differs', notes: [`it is refused with ${status}, not ${expected}`] }
  return { ...result, outcome: 'same', notes: [] }
}
