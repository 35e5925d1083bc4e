/** Examples of the control contract, driven against an emulator: what each operation shows is what one sends, and what comes back. */
import type { Test } from 'tap'
import { controlContract } from '../../../server/contracts/contracts.js'
import { emulator } from '../../support/emulator.js'
import type { Answer, Emulator, Method } from '../../support/emulator.js'

const BASE = '/emulator/v1'

interface Media {
  readonly schema?: object
  readonly example?: unknown
}

type Contents = Readonly<Record<string, Media>>

/** An operation with its examples, as the reference page shows them. */
export interface Shown {
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly example?: unknown }[]
  readonly request: Media | undefined
  readonly answer: Media & { readonly type: string }
}

interface Documented {
  readonly operationId: string
  readonly parameters?: Shown['parameters']
  readonly requestBody?: { readonly content: Contents }
  readonly responses: Readonly<Record<string, { readonly content: Contents }>>
}

const paths = controlContract.document.paths as Readonly<Record<string, Readonly<Record<string, Documented>>>>

export const shown: readonly Shown[] = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { operationId: id, parameters = [], requestBody, responses }]) => {
    const [[type = '', answer = {}] = []] = Object.entries(responses['200']?.content ?? {})
    const request = requestBody?.content['application/json']
    return { id, method: method.toUpperCase() as Method, path, parameters, request, answer: { ...answer, type } }
  })
)

/** Operations whose examples come first, so that there is what an example is about. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  getIncidents: ['planIncident'],
  getIncident: ['planIncident'],
  withdrawIncident: ['planIncident'],
  getMishaps: ['addMishap'],
  getMishap: ['addMishap'],
  removeMishap: ['addMishap'],
  removeMishaps: ['addMishap'],
  getMarks: ['writeMark'],
  getLab: ['createLab'],
  removeLab: ['createLab'],
  getStates: ['saveState'],
  exportState: ['saveState'],
  removeState: ['saveState'],
  restoreState: ['saveState'],
  importState: ['saveState'],
  putWorld: ['saveState'],
  healLink: ['cutLink']
}

const operationOf = (id: string): Shown => {
  const found = shown.find(each => each.id === id)
  if (found === undefined) throw new Error(`There is no operation ${id}`)
  return found
}

/** What takes the file of a state: its example is too short to be one, and the export of this state is sent. */
const FILES = ['importState', 'putWorld']
const EXPORTED = `${BASE}/states/ready`

/** The answer to the example of an operation, in an emulator of its own. */
export async function driven(t: Test, operation: Shown): Promise<Answer> {
  const started = await emulator(t, { fixture: 'france-canada-protected' })
  // What the journal shows has been asked.
  await started.ask('france', 'GET', '/api/nutanix/v2.0/protection_domains/gold')
  let made: string | undefined
  for (const id of FIRST[operation.id] ?? []) made = idIn(await sent(started, operationOf(id)))
  return sent(started, operation, made)
}

const idIn = ({ body }: Answer): string | undefined => (body as { id?: string }).id

/** `made` is the id that the emulator has given to what the example is about. */
async function sent(started: Emulator, operation: Shown, made?: string): Promise<Answer> {
  const { id, method, path, parameters, request } = operation
  const named = parameters.filter(each => each.in === 'path')
  const valueOf = ({ name, example }: (typeof named)[number]): string =>
    name === 'id' && made !== undefined ? made : String(example)
  const url = named.reduce((text, each) => text.replace(`{${each.name}}`, valueOf(each)), BASE + path)
  if (!FILES.includes(id)) return started.ask('france', method, url, request?.example)
  const { body } = await started.ask('france', 'GET', EXPORTED)
  if (id === 'importState') await started.ask('france', 'DELETE', url)
  return started.ask('france', method, url, body)
}
