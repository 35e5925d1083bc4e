/** Lays out build/site: the site's package and settings, every page in the form of the site, and its menu. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { forSite } from './markdown.js'
import { headingOf, isGenerated, pagesOf, readSite, root } from './pages.js'
import type { Page } from './pages.js'
import { references } from './reference.js'

const source = join(root, 'docs/site')
export const target = join(root, 'build/site')

/** What changes with each build; the installed packages stay. */
const laidOut = ['.vitepress', 'pages', 'html', 'menu.json']

export interface Assembled {
  /** Pages in the form of the site, by file of the repository or name of a reference. */
  readonly pages: ReadonlyMap<string, string>
}

/** Throws for a page that leads to, or includes, what is not there. */
export function assemble(): Assembled {
  for (const name of laidOut) rmSync(join(target, name), { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const name of ['package.json', 'package-lock.json', 'cspell.json', 'words.txt', '.vitepress'])
    cpSync(join(source, name), join(target, name), { recursive: true })
  cpSync(join(root, '.npmrc'), join(target, '.npmrc'))

  const site = readSite()
  const places = new Map(pagesOf(site).map(({ from, path }) => [from, path]))
  places.set('docs/decisions', 'decisions/index').set('README.md', 'start')
  const write = (page: Page): [string, string] => {
    const text = isGenerated(page) ? (references[page.from]?.() ?? '') : readFileSync(join(root, page.from), 'utf8')
    const made = forSite(isGenerated(page) ? 'README.md' : page.from, text, { pages: places, copy })
    put(join(target, 'pages', `${page.path}.md`), made)
    return [page.from, made]
  }
  const pages = new Map(pagesOf(site).map(write))
  const home = { path: 'index', from: 'docs/site/pages/index.md' }
  write(home)
  cpSync(join(root, 'console/icon.svg'), join(target, 'pages/public/icon.svg'))

  const menu = site.sections.map(({ title, pages: some }) => ({
    text: title,
    items: some.map(page => ({
      text: page.title ?? headingOf(pages.get(page.from) ?? '', page.from),
      link: `/${page.path.replace(/(^|\/)index$/, '$1')}`
    }))
  }))
  put(join(target, 'menu.json'), JSON.stringify({ menu, ...owner() }, null, 2))
  return { pages }
}

/** What the menu says of the project, as far as the manifest knows it. */
function owner(): object {
  const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string
    readonly repository?: { readonly url?: string }
  }
  const url = repository?.url?.replace(/^git\+/, '').replace(/\.git$/, '')
  return { version, ...(url === undefined ? {} : { repository: url }) }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** What browsers show or save as it is; program text is shown only where its name says that it is text. */
const SHOWN = /\.(?:json|yaml|jpg|png|svg)$/

/** Copies a file of the repository, and answers where the site has it. */
function copy(file: string): string {
  const place = `files/${SHOWN.test(file) ? file : `${file}.txt`}`
  const path = join(target, 'pages/public', place)
  mkdirSync(dirname(path), { recursive: true })
  cpSync(join(root, file), path)
  return `/${place}`
}
