/**
 * Goal: what the reference page of the control API shows as an example works when it is sent, and is answered in that form.
 * Method: each operation is sent its example in an emulator of its own. Its answer has all that the example of the answer has,
 * at the same places and of the same kinds; values differ, as instants and counts do.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import { controlContract } from '../../../server/contracts/contracts.js'
import { startEmulator } from '../../../server/index.js'
import { driven, shown } from './drive.js'
import type { Shown } from './drive.js'

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
ajv.addSchema(controlContract.document, 'control')

/** Places where an example is not as the schema says. */
function faultsOf(schema: object, example: unknown): unknown {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"control#/')) as object
  const validate = ajv.compile(absolute)
  return validate(example) ? [] : validate.errors
}

/** Places at which an answer lacks what its example has, or has another kind of value. */
function lacks(example: unknown, actual: unknown, at = ''): string[] {
  if (Array.isArray(example)) {
    if (!Array.isArray(actual)) return [`${at} is no list`]
    if (actual.length < example.length) return [`${at} has only ${actual.length} items`]
    return example.flatMap((item, index) => lacks(item, actual[index] as unknown, `${at}/${index}`))
  }
  if (typeof example === 'object' && example !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${at} is no object`]
    return Object.entries(example).flatMap(([key, value]) =>
      Object.hasOwn(actual, key)
        ? lacks(value, (actual as Record<string, unknown>)[key], `${at}/${key}`)
        : [`${at}/${key} is missing`]
    )
  }
  return typeof example === typeof actual ? [] : [`${at} is ${JSON.stringify(actual)}`]
}

const isStream = ({ answer }: Shown): boolean => answer.type === 'text/event-stream'

t.test('each operation takes its example, and answers as it shows', async t => {
  t.ok(shown.length > 50)
  for (const operation of shown.filter(each => !isStream(each))) {
    const { id, request, answer } = operation
    const { status, body, text } = await driven(t, operation)
    t.equal(status, 200, `${id}: ${status === 200 ? '' : text}`)
    if (request?.schema !== undefined) t.same(faultsOf(request.schema, request.example), [], `request of ${id}`)
    if (answer.example === undefined) continue
    t.same(faultsOf(answer.schema ?? {}, answer.example), [], `answer of ${id}`)
    if (answer.type === 'text/plain') t.ok(text.includes(String(answer.example)), id)
    else t.same(lacks(answer.example, body), [], id)
  }
})

t.test('the stream tells of the kind of event that its example asks for', async t => {
  const [{ parameters: [type] = [] } = {}] = shown.filter(isStream)
  await using emulator = await startEmulator({ http: true, fixture: 'france-canada-protected', clock: 'frozen' })
  const types = type?.example as string[]
  const advance = async (): Promise<void> => {
    await emulator.clock.advance('2h')
  }
  for await (const event of emulator.api.events({ types, onOpen: () => void advance() })) {
    t.ok(types.includes(event.type))
    break
  }
})
