/** Every mark of evidence in a comment names a source that docs/evidence.md explains. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/evidence.md'), 'utf8')

/** Grade of each source; one that ends in … has a number in its place. */
const grades = new Map(
  [...page.matchAll(/^\| `([^`]+)` \| ([A-D]) \|/gm)].map(([, key = '', grade = '']) => [key, grade] as const)
)

interface Mark {
  readonly file: string
  readonly text: string
  /** What a test says before the mark. */
  readonly grade: string | undefined
  readonly parts: readonly string[]
}

const COMMENT = /\/\*[^]*?\*\/|\/\/.*/g
const MARK = /(?:Evidence ([A-D]) )?\[(C|I|EMU)(?::\s*([^\]]*))?\]/g

function marksIn(file: string, source: string): Mark[] {
  const comments = [...source.matchAll(COMMENT)].map(([text]) => text.replace(/\s*\n\s*\*?\s*/g, ' '))
  return comments.flatMap(comment =>
    [...comment.matchAll(MARK)].map(([text, grade, kind = '', rest = '']) => ({
      file,
      text,
      grade,
      parts: `${kind}: ${rest}`.split(';').map(part => part.trim().replace(/^C: /, ''))
    }))
  )
}

/** The key that a part begins with, a number in it as …; undefined for an inference and the emulator's own choice. */
function keyOf(part: string): string | undefined {
  if (/^(?:EMU:|I: \S)/.test(part)) return undefined
  const [key = ''] = part.split(',')
  return key.replace(/^(KB|SNMP trap) \d+$/, '$1 …').replace(/^alert A\d+$/, 'alert A…')
}

function faultsOf({ file, text, grade, parts }: Mark): string[] {
  const keys = parts.flatMap(part => keyOf(part) ?? [])
  const declared = grade !== undefined && keys[0] !== undefined && grades.get(keys[0]) !== grade
  return [
    ...keys.filter(key => !grades.has(key)).map(key => `${file}: ${text} names "${key}", which docs/evidence.md lacks`),
    ...(declared ? [`${file}: ${text} has another grade in docs/evidence.md`] : [])
  ]
}

const marks = ['server', 'test'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('evidence.test.ts'))
    .flatMap(name => marksIn(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')))
)

t.test('every mark names sources of docs/evidence.md, or says what was inferred', async t => {
  t.ok(marks.length > 100, `${marks.length} marks`)
  t.same(marks.flatMap(faultsOf), [])
})

t.test('every source of docs/evidence.md confirms something', async t => {
  const used = new Set(marks.flatMap(({ parts }) => parts.map(keyOf)))
  t.same(
    [...grades.keys()].filter(key => !used.has(key)),
    []
  )
})

t.test('a mark without a source, of an unknown one, or of another grade is a fault', async t => {
  const faults = (comment: string): number => marksIn('a.ts', comment).flatMap(faultsOf).length
  t.equal(faults('/** Names [C: alert A110267; KB 8415]. */'), 0)
  t.equal(faults('/** Waits [I: the name] and [EMU]\n * and [C: KB 1596, the first\n * cause; EMU: how long]. */'), 0)
  t.equal(faults('/** Names [C]. */'), 1)
  t.equal(faults('/** Names [I]. */'), 1)
  t.equal(faults('/** Names [C: hearsay; KB 1]. */'), 1)
  t.equal(faults('// Evidence A [C: BP-2005]: a fact'), 1)
  t.equal(faults('// Evidence C [C: BP-2005]: a fact'), 0)
})
