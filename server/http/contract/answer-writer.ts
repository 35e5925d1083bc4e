/** An answer as it goes out: checked where that is wanted, and written at once or, where it is long, row by row. */
import type { Compilers } from './compile.js'
import type { Operation, Schema } from './contract.js'
import { LazyRows, ROWS_PER_SLICE, eachRow, lazyRowsIn, withRows } from './lazy-rows.js'
import { JsonTree } from './json-tree.js'
import type { Steps } from './steps.js'

export interface AnswerWriter {
  readonly contentType: string
  /** Text, bytes, or what a handler made that is no JSON. Throws where the answer is not as its schema says, and that is looked at. */
  write(answer: unknown): Steps<unknown>
  /** The same check of a failure. */
  checkFailure(answer: unknown): void
}

interface WriterOptions {
  readonly answersBy?: 'schema' | 'handler'
  readonly validateResponses?: boolean
}

type Write = (answer: unknown) => string

const JSON_TYPE = 'application/json'
/** Where rows go in the text of a collection without any. In a text of an answer the quotes would be escaped. */
const NO_ROWS = '"entities":[]'
/** Characters that are joined before they become bytes. */
const PIECE_CHARACTERS = 262_144

export function answerWriter(
  operation: Operation,
  compilers: Compilers,
  { answersBy = 'schema', validateResponses = false }: WriterOptions
): AnswerWriter {
  const { mediaType = JSON_TYPE, schema } = operation.success
  const json = mediaType === JSON_TYPE
  const bySchema = schema !== undefined && answersBy === 'schema'
  const write: Write = bySchema ? compilers.serializer(schema) : answer => JSON.stringify(answer)
  let writeRow: Write | undefined
  const checker = (of: Schema | undefined): ((answer: unknown) => void) =>
    validateResponses && of !== undefined ? responseCheck(operation, of, compilers) : () => undefined
  const check = checker(schema)

  return {
    contentType: `${mediaType}; charset=utf-8`,
    checkFailure: checker(operation.failure?.schema),
    *write(answer) {
      const rows = lazyRowsIn(answer)
      if (rows === undefined) {
        check(answer instanceof JsonTree ? answer.root : answer)
        if (answer instanceof JsonTree) return yield* answer.write()
        return json ? write(answer) : answer
      }
      if (validateResponses || rows.length <= ROWS_PER_SLICE) {
        const whole = withRows(answer, [...rows])
        check(whole)
        if (rows.length <= ROWS_PER_SLICE) return write(whole)
      }
      writeRow ??= bySchema ? compilers.rowSerializer(schema) : write
      return yield* writeRows(answer, rows, write, writeRow)
    }
  }
}

/** The bytes that `write` would make, had it been given all the rows. */
function* writeRows(answer: unknown, rows: LazyRows<unknown>, write: Write, writeRow: Write): Steps<Buffer> {
  const empty = write(withRows(answer, []))
  const at = answer instanceof LazyRows ? 1 : empty.indexOf(NO_ROWS) + NO_ROWS.length - 1
  const pieces: Buffer[] = []
  let text = empty.slice(0, at)
  let separator = ''
  yield* eachRow(rows, row => {
    text += separator + writeRow(row)
    separator = ','
    if (text.length < PIECE_CHARACTERS) return
    pieces.push(Buffer.from(text))
    text = ''
  })
  pieces.push(Buffer.from(text + empty.slice(at)))
  return Buffer.concat(pieces)
}

function responseCheck(operation: Operation, schema: Schema, compilers: Compilers): (answer: unknown) => void {
  const faultOf = compilers.responseValidator(schema)
  return answer => {
    const fault = faultOf(answer)
    if (fault !== undefined) throw new Error(`${operation.id} does not answer as its contract says: ${fault}`)
  }
}
