/** How much a browser has to fetch for the console; needs the build. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const folder = join(import.meta.dirname, '../../dist/console')
const KILOBYTE = 1000
const gzipped = (name: string): number => statSync(join(folder, `${name}.gz`)).size

t.test('scripts and styles together stay under 90 kB, and what the login needs under 50', async t => {
  const all = readdirSync(folder).filter(name => /\.(js|css)$/.test(name))
  t.ok(all.length > 5, 'in pieces')
  const total = all.reduce((sum, name) => sum + gzipped(name), 0)
  t.ok(total < 90 * KILOBYTE, `${total} bytes`)
  const first = new Set(['index.html', 'icon.svg', 'main.css', 'main.js'])
  for (const name of first) {
    if (!name.endsWith('.js')) continue
    const text = readFileSync(join(folder, name), 'utf8')
    for (const [, piece = ''] of text.matchAll(/(?:from|import)"\.\/([\w.-]+\.js)"/g)) first.add(piece)
  }
  const login = [...first].reduce((sum, name) => sum + gzipped(name), 0)
  t.ok(login < 50 * KILOBYTE, `${login} bytes for the login`)
})
