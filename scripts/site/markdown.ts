/** What becomes of a page of the repository on its way to the site: parts of other pages come in, and links lead to where things are there. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { root } from './pages.js'

/** Where the site has what a file of the repository holds. */
export interface Places {
  /** Path on the site by file of the repository. */
  readonly pages: ReadonlyMap<string, string>
  /** Where the site has a copy of a file that a page leads to and that is no page. */
  copy(file: string): string
}

/** `include: FILE` is all of a page without its heading; `include: FILE#anchor` one section of it, without its heading. */
const INCLUDE = /^<!-- include: ([\w./-]+)(?:#([\w-]+))? -->$/gm
const COMMENT = /^<!--[^]*?-->\n?/gm
const FENCE = /^ *(`{3,}|~{3,})/
const LINK = /(!?\[(?:[^\]\\]|\\.)*\])\(([^()\s]+)\)/g

/** The text for the site. Throws for what a page includes or leads to and is not there. */
export function forSite(file: string, markdown: string, places: Places): string {
  const text = outsideFences(markdown, part => linked(file, part, places))
  const whole = text.replace(INCLUDE, (_, name: string, anchor?: string) => {
    const markdownOf = readFileSync(join(root, name), 'utf8')
    return forSite(name, anchor === undefined ? withoutHeading(markdownOf) : section(markdownOf, anchor, name), places)
  })
  return withFileNames(outsideFences(whole, part => part.replace(COMMENT, '')))
}

/** A block of code that is a file has its name above it; what only the runner of commands reads goes. */
const withFileNames = (text: string): string =>
  text
    .replace(/^```(\w+) (\[[\w.-]+\])\n([^]*?)^```$/gm, '::: code-group\n```$1 $2\n$3```\n:::')
    .replace(/^```sh no-run$/gm, '```sh')

/** Applies a change to all of a page that is no block of code. */
export function outsideFences(markdown: string, change: (part: string) => string): string {
  const parts: string[] = []
  let [text, fence]: [string[], string | undefined] = [[], undefined]
  const end = (): void => {
    const part = text.join('\n')
    if (text.length > 0) parts.push(fence === undefined ? change(part) : part)
    text = []
  }
  for (const line of markdown.split('\n')) {
    const [, mark] = FENCE.exec(line) ?? []
    if (fence === undefined && mark !== undefined) {
      end()
      fence = mark
      text.push(line)
    } else if (fence !== undefined && line.trim() === fence) {
      text.push(line)
      end()
      fence = undefined
    } else text.push(line)
  }
  end()
  return parts.join('\n')
}

/** As the site and GitHub make it of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-')
}

/** What stands below a heading, up to the next of the same level or above. Throws where there is no such heading. */
export function section(markdown: string, anchor: string, name: string): string {
  const lines = markdown.split('\n')
  const level = (line: string): number => /^(#+) /.exec(line)?.[1]?.length ?? 0
  const begin = lines.findIndex(line => level(line) > 0 && anchorOf(line.replace(/^#+ /, '')) === anchor)
  if (begin < 0) throw new Error(`${name} has no heading #${anchor}`)
  const depth = level(lines[begin] ?? '')
  const length = lines.slice(begin + 1).findIndex(line => level(line) > 0 && level(line) <= depth)
  return lines
    .slice(begin + 1, length < 0 ? undefined : begin + 1 + length)
    .join('\n')
    .trim()
}

const withoutHeading = (markdown: string): string => markdown.replace(/^# .+\n+/m, '')

/** Links with the places of the site in them. Code within a line is none, but it may be the text of a link. */
function linked(file: string, text: string, places: Places): string {
  return text.replace(LINK, (whole, label: string, target: string) => {
    if (/^(?:[a-z]+:|#|\/)/.test(target)) return whole
    const [path = '', anchor] = target.split('#')
    const place = placeOf(normalize(join(dirname(file), path)), file, places)
    return `${label}(${place}${anchor === undefined ? '' : `#${anchor}`})`
  })
}

function placeOf(target: string, file: string, places: Places): string {
  const named = target.replace(/\/$/, '')
  const page = places.pages.get(named) ?? places.pages.get(`${named}/README.md`)
  if (page !== undefined) return `/${page.replace(/(^|\/)index$/, '$1')}`
  if (!existsSync(join(root, named))) throw new Error(`${file} leads to ${named}, which is not there`)
  if (statSync(join(root, named)).isDirectory())
    throw new Error(`${file} leads to the folder ${named}, which is no page`)
  return places.copy(named)
}
