/** How much a browser has to fetch for the console; needs the build. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'

const archive = join(import.meta.dirname, '../../dist/console.json')
const files = JSON.parse(readFileSync(archive, 'utf8')) as Record<string, { readonly gzip: string }>
const KILOBYTE = 1000
const packed = (name: string): Buffer => Buffer.from(files[name]?.gzip ?? '', 'base64')
const gzipped = (name: string): number => packed(name).length

t.test('scripts and styles together stay under 90 kB, and what the login needs under 50', async t => {
  const all = Object.keys(files).filter(name => /\.(js|css)$/.test(name))
  t.ok(all.length > 5, 'in pieces')
  const total = all.reduce((sum, name) => sum + gzipped(name), 0)
  t.ok(total < 90 * KILOBYTE, `${total} bytes`)
  const first = new Set(['index.html', 'icon.svg', 'main.css', 'main.js'])
  for (const name of first) {
    if (!name.endsWith('.js')) continue
    const text = gunzipSync(packed(name)).toString()
    for (const [, piece = ''] of text.matchAll(/(?:from|import)"\.\/([\w.-]+\.js)"/g)) first.add(piece)
  }
  const login = [...first].reduce((sum, name) => sum + gzipped(name), 0)
  t.ok(login < 50 * KILOBYTE, `${login} bytes for the login`)
})
