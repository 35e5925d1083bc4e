/** The house stays one in which a stranger finds the way: folders that can be taken in, no loose files, paths that lead somewhere. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '../..')
/** What a folder holds at a glance; nine in ten keep to the first, all to the second. */
const [FILES_WISHED, FILES_MAX] = [12, 20]
const SHARE_WISHED = 0.9

/** What unites the rooms of the domain; everything else stands in one of them. */
const roofOfDomain = ['apply.ts', 'decide.ts', 'due.ts', 'facts.ts', 'finish-task.ts', 'refusals.ts']

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name)
    .sort()

function foldersUnder(folder: string): string[] {
  const inside = readdirSync(join(root, folder), { withFileTypes: true }).filter(entry => entry.isDirectory())
  return [folder, ...inside.flatMap(({ name }) => foldersUnder(`${folder}/${name}`))]
}

function textsUnder(folder: string, ending: RegExp): string[] {
  return foldersUnder(folder)
    .filter(inside => !inside.includes('node_modules')) // of the peers of bench, once they are installed
    .flatMap(inside => filesIn(inside).flatMap(name => (ending.test(name) ? [`${inside}/${name}`] : [])))
}

t.test(
  `nine in ten folders under server/ hold at most ${FILES_WISHED} files, and none more than ${FILES_MAX}`,
  async t => {
    const folders = foldersUnder('server').map(folder => ({ folder, count: filesIn(folder).length }))
    const holding = (count: number) => folders.filter(folder => folder.count > count)
    t.same(holding(FILES_MAX), [])
    const large = holding(FILES_WISHED)
    t.ok(large.length <= folders.length * (1 - SHARE_WISHED), `${large.length} of ${folders.length} are large`, {
      large
    })
  }
)

t.test('no file lies loose in server/ but the library and the process', async t => {
  t.same(filesIn('server'), ['index.ts', 'main.ts'])
})

t.test('no file lies loose in server/domain but the roof', async t => {
  t.same(filesIn('server/domain'), roofOfDomain)
})

/** A path as texts write it: with a folder and an ending, from the root, from `server/`, or from where the text stands. */
const PATH = /(?<![\w/.@*:-])(?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs|cjs|json|yaml|md)\b/g
const URL = /https?:\S+/g

const basesOf = (file: string): string[] => ['.', 'server', 'test', dirname(file)]

function missingPaths(file: string, text: string): string[] {
  const named = [...text.replace(URL, '').matchAll(PATH)].map(([path]) => path)
  return named
    .filter(path => !path.startsWith('./') && !basesOf(file).some(base => existsSync(join(root, base, path))))
    .map(path => `${file} names ${path}`)
}

t.test('every path that guides, docs and fixtures name is there', async t => {
  const guides = ['README.md', 'CONTRIBUTING.md', 'openapi/README.md']
  const texts = [...guides, ...textsUnder('docs', /\.md$/), ...textsUnder('fixtures', /\.json$/)]
  t.same(
    texts.flatMap(file => missingPaths(file, readFileSync(join(root, file), 'utf8'))),
    []
  )
})

t.test('every folder that docs/architecture.md names is there', async t => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const named = [...page.matchAll(/`((?:[\w.-]+\/)+[\w.-]+)`/g)].map(([, path = '']) => path)
  t.ok(named.length > 20)
  t.same(
    named.filter(path => !['.', 'server'].some(base => existsSync(join(root, base, path)))),
    []
  )
})

t.test('every path that a comment names is there', async t => {
  const texts = ['server', 'test', 'scripts', 'bench'].flatMap(folder => textsUnder(folder, /\.ts$/))
  const comments = (text: string): string =>
    text
      .split('\n')
      .filter(line => /^\s*(?:\/\*|\*|\/\/)/.test(line))
      .join('\n')
  t.same(
    texts.flatMap(file => missingPaths(file, comments(readFileSync(join(root, file), 'utf8')))),
    []
  )
})
