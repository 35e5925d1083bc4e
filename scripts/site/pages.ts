/** Which pages the site has, in the order of its menu, and which pages of docs/ it leaves out: docs/site/pages.json. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { references } from './reference.js'

export const root = join(import.meta.dirname, '../..')

export interface Page {
  /** Where it stands on the site, without an ending. */
  readonly path: string
  /** File that it is made from, from the root of the repository; `generated` where a name of `references` says so. */
  readonly from: string
  /** In the menu; the first heading of the file where it is not given. */
  readonly title?: string
}

interface Section {
  readonly title: string
  readonly pages: readonly Page[]
}

export interface Site {
  readonly sections: readonly Section[]
  /** Pages of docs/ that the site does not have, each with its reason. */
  readonly leftOut: Readonly<Record<string, string>>
}

interface Written {
  readonly sections: readonly {
    readonly title: string
    readonly pages: readonly (Partial<Page> & { readonly path: string })[]
  }[]
  readonly leftOut: Readonly<Record<string, string>>
}

const OWN = 'docs/site/pages'
const DECISIONS = 'docs/decisions'

/** What stands in the list, with the pages that are named by their place alone, and the decisions of the folder. */
export function readSite(): Site {
  const { sections, leftOut } = JSON.parse(readFileSync(join(root, 'docs/site/pages.json'), 'utf8')) as Written
  return {
    leftOut,
    sections: [
      ...sections.map(({ title, pages }) => ({
        title,
        pages: pages.map(page => ({ ...page, from: page.from ?? `${OWN}/${page.path}.md` }))
      })),
      { title: 'Decisions', pages: decisions() }
    ]
  }
}

export const pagesOf = (site: Site): readonly Page[] => site.sections.flatMap(({ pages }) => pages)

export const isGenerated = ({ from }: Page): boolean => Object.hasOwn(references, from)

function decisions(): Page[] {
  const names = readdirSync(join(root, DECISIONS)).filter(name => name.endsWith('.md'))
  return [
    { path: 'decisions/index', from: 'decisions', title: 'All decisions' },
    ...names.sort().map(name => ({ path: `decisions/${name.replace(/\.md$/, '')}`, from: `${DECISIONS}/${name}` }))
  ]
}

/** What is wrong with the list: pages that are not there, are named twice, or are named nowhere. */
export function wrongPages(site: Site = readSite()): string[] {
  const listed = pagesOf(site).filter(page => !isGenerated(page))
  const files = listed.map(({ from }) => from)
  const twice = (names: readonly string[]): string[] => names.filter((name, at) => names.indexOf(name) !== at)
  const there = [...markdownIn('docs'), ...markdownIn(OWN, true)].filter(file => file !== `${OWN}/index.md`)
  return [
    ...twice(files).map(file => `${file} is listed twice`),
    ...twice(pagesOf(site).map(({ path }) => path)).map(path => `two pages are to stand at ${path}`),
    ...[...files, ...Object.keys(site.leftOut)]
      .filter(file => !existsSync(join(root, file)))
      .map(file => `${file} is listed and not there`),
    ...there
      .filter(file => !files.includes(file) && !Object.hasOwn(site.leftOut, file))
      .map(file => `${file} is neither listed in docs/site/pages.json nor named there as left out`)
  ]
}

function markdownIn(folder: string, recursive = false): string[] {
  return readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `${folder}/${name}`)
}

/** The first heading of a page. Throws where there is none. */
export function headingOf(markdown: string, file: string): string {
  const [, heading] = /^# (.+)$/m.exec(markdown) ?? []
  if (heading === undefined) throw new Error(`${file} has no heading`)
  return heading
}
