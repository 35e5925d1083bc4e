/** Makes dist/console.json: the page and its scripts, in pieces that are loaded when they are needed, each of them compressed; one file, since what is published has few. */
import { build } from 'esbuild'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outdir = join(root, 'build/console')

rmSync(outdir, { recursive: true, force: true })
mkdirSync(outdir, { recursive: true })
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['console/main.tsx'],
  outdir,
  tsconfig: 'console/tsconfig.json',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  chunkNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'warning'
})
copyFileSync(join(root, 'console/icon.svg'), join(outdir, 'icon.svg'))

/** Pieces that a piece cannot do without, and those of these. */
function piecesOf(path, found = new Set()) {
  for (const { path: piece, kind } of metafile.outputs[path]?.imports ?? []) {
    if (kind !== 'import-statement' || found.has(piece)) continue
    found.add(piece)
    piecesOf(piece, found)
  }
  return found
}

/** Fetched beside what asks for them, not one after the other. */
const atOnce = piecesOf('build/console/main.js')
const links = [...atOnce].map(path => `<link rel="modulepreload" href="/console/${basename(path)}" />`).join('\n    ')
const page = readFileSync(join(root, 'console/index.html'), 'utf8')
writeFileSync(
  join(outdir, 'index.html'),
  page.replace('<script', () => `${links}\n    <script`)
)
const packageFolder = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/
const packages = [...new Set(Object.keys(metafile.inputs).flatMap(path => packageFolder.exec(path)?.[1] ?? []))].sort()
mkdirSync(join(root, 'build/bundled'), { recursive: true })
writeFileSync(join(root, 'build/bundled/console.json'), JSON.stringify(packages)) // for scripts/sbom.ts
const licences = packages.map(
  folder =>
    `${folder.replace(/^.*node_modules\//, '')}\n\n${readFileSync(join(root, folder, 'LICENSE'), 'utf8').trim()}\n`
)
writeFileSync(join(outdir, 'THIRD-PARTY.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`))

const types = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8'
}
const files = {}
let bytes = 0
for (const name of readdirSync(outdir).sort()) {
  const zipped = gzipSync(readFileSync(join(outdir, name)), { level: 9 })
  files[name] = { type: types[name.replace(/.*\./, '')], gzip: zipped.toString('base64') }
  if (/\.(js|css)$/.test(name)) bytes += zipped.length
}
mkdirSync(join(root, 'dist'), { recursive: true })
writeFileSync(join(root, 'dist/console.json'), JSON.stringify(files))
console.log(`dist/console.json  ${(bytes / 1000).toFixed(1)} kB of scripts and styles, gzipped`)
