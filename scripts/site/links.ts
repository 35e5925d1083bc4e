/** Where the pages of the built site lead: every address on the site is there, and so is every place in it. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const LINK = /<(?:a|img|link|script|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g
const ID = /\sid="([^"]+)"/g

export interface Links {
  readonly pages: number
  readonly links: number
  /** `page: address` of what leads nowhere. */
  readonly broken: readonly string[]
}

export function checkLinks(folder: string): Links {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.html') && !name.startsWith('files/')
  )
  const texts = new Map(pages.map(name => [name, readFileSync(join(folder, name), 'utf8')]))
  const ids = new Map([...texts].map(([name, text]) => [name, new Set([...text.matchAll(ID)].map(([, id]) => id))]))
  const broken: string[] = []
  let links = 0
  for (const [page, text] of texts)
    for (const [, address = ''] of text.matchAll(LINK)) {
      if (/^(?:[a-z]+:|\/\/)/i.test(address) || page === '404.html') continue
      links += 1
      const [path = '', anchor] = decoded(address).split('#')
      const file =
        path === '' ? page : fileOf(folder, normalize(path.startsWith('/') ? path.slice(1) : join(dirname(page), path)))
      const isThere =
        file !== undefined && (anchor === undefined || anchor === '' || ids.get(file)?.has(anchor) === true)
      if (!isThere) broken.push(`${page}: ${address}`)
    }
  return { pages: pages.length, links, broken: [...new Set(broken)] }
}

const decoded = (address: string): string => decodeURI(address.replaceAll('&amp;', '&'))

/** As a server of static files finds it. */
function fileOf(folder: string, path: string): string | undefined {
  const isFile = (name: string): boolean => existsSync(join(folder, name)) && statSync(join(folder, name)).isFile()
  return [path, `${path}.html`, join(path, 'index.html')].find(isFile)
}
