/** Writes the pictures and the table of rooms in docs/architecture.md, from the folders, the imports and the captions under server/. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

const root = join(import.meta.dirname, '..')
export const architectureFile = join(root, 'docs', 'architecture.md')

/** Parts that have rooms; what stands in none of them is the roof of its part. */
const roomed = ['domain', 'prism', 'control', 'http'] as const
const ROOF = 'roof'

/** What unites the vocabularies of the domain's rooms: types alone, in which core reaches up. */
const LANGUAGE = 'domain/core/tables/vocabulary.ts'

/** What the commands of the terminal share is imported by parts below them: a part of its own. */
const CLI_CORE = 'cli/core'

/** Captions of parts that are entered by their rooms, and have no door that could say it. */
const roomedCaptions: Readonly<Record<string, string>> = {
  domain: 'The emulated product as pure rules over plain data: commands are decided into events, events are applied.',
  http: 'HTTP without the product: listeners, one app, contracts mounted on it.'
}

interface Source {
  /** Below server/, with slashes. */
  readonly path: string
  /** Files below server/ that it imports, types included. */
  readonly imports: readonly string[]
}

/** A group of files, and the groups that they import. */
interface Room {
  readonly name: string
  readonly files: readonly string[]
  readonly imports: ReadonlySet<string>
}

/** The page with what is generated as it has to be; everything outside of the marks stays. */
export function withRooms(page: string): string {
  const [begin, end] = ['<!-- rooms:start, written by npm run architecture -->', '<!-- rooms:end -->']
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/architecture.md has lost its marks ${begin} and ${end}`)
  return `${before}${begin}\n${pictures()}\n${end}${after}`
}

function pictures(): string {
  const sources = readSources()
  const sections = roomed.map(part => {
    const inside = sources.filter(({ path }) => path.startsWith(`${part}/`))
    const rooms = groupedBy(inside, path => roomOf(part, path))
    return section(`Rooms of \`server/${part}\``, rooms, `${part}/`)
  })
  return [section('Parts of `server/`', groupedBy(sources, partOf), ''), ...sections].join('\n\n')
}

function section(title: string, rooms: readonly Room[], folder: string): string {
  const ordered = fromTheGroundUp(rooms)
  const rows = ordered.map(room => `| ${placeOf(folder, room)} | ${captionOf(folder, room)} | ${room.files.length} |`)
  return [
    `### ${title}`,
    '',
    '```mermaid',
    'flowchart TD',
    ...arrows(ordered).map(line => `  ${line}`),
    '```',
    '',
    '| where | what it is | files |',
    '|---|---|---:|',
    ...rows
  ].join('\n')
}

function readSources(): Source[] {
  const server = join(root, 'server')
  const paths = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.ts'))
    .sort()
  const known = new Set(paths)
  return paths.map(path => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(server, path), 'utf8'), true, true)
    const imports = importedFiles
      .filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => join(dirname(path), fileName).replaceAll('\\', '/').replace(/\.js$/, '.ts'))
    return { path, imports: path === LANGUAGE ? [] : imports.filter(imported => known.has(imported)) }
  })
}

/** The folder, or the file where it lies loose. */
function partOf(path: string): string {
  return path.startsWith(`${CLI_CORE}/`) ? CLI_CORE : (path.split('/')[0] ?? path)
}

function roomOf(part: string, path: string): string {
  const [room = '', inside] = path.slice(part.length + 1).split('/')
  return inside === undefined ? ROOF : room
}

function groupedBy(sources: readonly Source[], nameOf: (path: string) => string): Room[] {
  const within = new Set(sources.map(({ path }) => path))
  const names = new Set(sources.map(({ path }) => nameOf(path)))
  return [...names].map(name => {
    const members = sources.filter(({ path }) => nameOf(path) === name)
    const imported = members.flatMap(({ imports }) => imports.filter(path => within.has(path)).map(nameOf))
    return { name, files: members.map(({ path }) => path), imports: new Set(imported.filter(other => other !== name)) }
  })
}

/** A room stands after all that it imports; where nothing says which comes first, the alphabet does. */
function fromTheGroundUp(rooms: readonly Room[]): Room[] {
  const waiting = rooms.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const placed: Room[] = []
  while (waiting.length > 0) {
    const standing = waiting.findIndex(({ imports }) => !waiting.some(({ name }) => imports.has(name)))
    placed.push(...waiting.splice(Math.max(standing, 0), 1)) // a circle is broken at its first
  }
  return placed
}

/** An arrow for each import that no longer way of arrows shows already, from the roof down. */
function arrows(rooms: readonly Room[]): string[] {
  const left = new Map(rooms.map(({ name, imports }) => [name, new Set(imports)]))
  for (const [from, targets] of left) {
    for (const to of [...targets].sort()) {
      targets.delete(to)
      if (!reaches(left, from, to)) targets.add(to)
    }
  }
  const drawn = rooms.toReversed().flatMap(({ name }) => {
    const targets = [...(left.get(name) ?? [])].sort()
    return targets.map(to => `${box(name)} --> ${box(to)}`)
  })
  const alone = rooms.filter(({ name }) => !drawn.some(line => line.split(' ').includes(box(name))))
  return [...drawn, ...alone.map(({ name }) => box(name))]
}

function reaches(graph: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>([from])
  for (const name of seen) for (const next of graph.get(name) ?? []) seen.add(next) // grows while it is read
  return seen.has(to)
}

/** Boxes are told apart by their ids, which may hold neither slash nor dot. */
function box(name: string): string {
  return /^[\w-]+$/.test(name) ? name : `${name.replace(/\W/g, '-')}["${name}"]`
}

function placeOf(folder: string, { name, files }: Room): string {
  if (name === ROOF) return files.map(file => `\`${file.slice(folder.length)}\``).join(', ')
  return `\`${folder}${name}\``
}

/** The first doc comment of a room's door. */
function captionOf(folder: string, { name, files }: Room): string {
  if (name === ROOF) return 'The roof: what unites the rooms.'
  const path = `${folder}${name}`
  const door = [path, `${path}/index.ts`, `${path}/rules.ts`].find(candidate => files.includes(candidate))
  const text = door === undefined ? undefined : readFileSync(join(root, 'server', door), 'utf8')
  const comment = /^(?:#!.*\n)?\/\*\*([^]*?)\*\//.exec(text ?? '')?.[1]
  const caption = comment?.replace(/\s*\n\s*\*?\s*/g, ' ').trim() ?? roomedCaptions[path]
  if (caption === undefined)
    throw new Error(`server/${path} has no caption: say in the first comment of its index.ts what it is`)
  return caption.replaceAll('|', '\\|')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(architectureFile, withRooms(readFileSync(architectureFile, 'utf8')))
}
