/** Makes dist/console: the page, its scripts in pieces that are loaded when they are needed, each compressed beside itself. */
import { build } from 'esbuild'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outdir = join(root, 'dist/console')

rmSync(outdir, { recursive: true, force: true })
mkdirSync(outdir, { recursive: true })
await build({
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
  logLevel: 'warning'
})
for (const name of ['index.html', 'icon.svg']) copyFileSync(join(root, 'console', name), join(outdir, name))
const licences = ['preact', '@preact/signals', '@preact/signals-core', 'preact-iso', 'uplot', 'openapi-fetch'].map(
  name => `${name}\n\n${readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim()}\n`
)
writeFileSync(join(outdir, 'THIRD-PARTY.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`))

let bytes = 0
for (const name of readdirSync(outdir)) {
  if (!/\.(js|css|html|svg)$/.test(name)) continue
  const content = readFileSync(join(outdir, name))
  const zipped = gzipSync(content, { level: 9 })
  writeFileSync(join(outdir, `${name}.gz`), zipped)
  writeFileSync(join(outdir, `${name}.br`), brotliCompressSync(content))
  if (/\.(js|css)$/.test(name)) bytes += zipped.length
}
console.log(`dist/console  ${(bytes / 1000).toFixed(1)} kB of scripts and styles, gzipped`)
