/**
 * Makes dist/package, which is what is published: the bundle, a door for `import` and one for `require`, their types, and
 * a manifest without dependencies. The repository's own manifest lists what is bundled.
 */
import { generateDtsBundle } from 'dts-bundle-generator'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { libraryReference } from './library-reference.js'

const root = join(import.meta.dirname, '..')
const target = join(root, 'dist/package')
const bundle = join(root, 'dist/pesim.cjs')

await rm(target, { recursive: true, force: true })
await mkdir(target, { recursive: true })
for (const [from, to] of [
  ['dist/pesim.cjs', 'pesim.cjs'],
  ['dist/static', 'static'],
  ['dist/console.json', 'console.json'],
  ['dist/THIRD-PARTY.txt', 'THIRD-PARTY.txt'],
  ['dist/sbom.cdx.json', 'sbom.cdx.json'],
  ['fixtures/fixture.schema.json', 'fixture.schema.json'],
  ['fixtures/scenario.schema.json', 'scenario.schema.json'],
  ['CHANGELOG.md', 'CHANGELOG.md'],
  ['LICENSE', 'LICENSE']
] as const)
  await cp(join(root, from), join(target, to), { recursive: true })

const names = await exportedNames()
const missing = names.filter(name => !Object.hasOwn(createRequire(bundle)(bundle) as object, name))
if (missing.length > 0) throw new Error(`The bundle lacks ${missing.join(', ')}`)

const write = async (name: string, text: string): Promise<void> => writeFile(join(target, name), text)
const list = names.join(', ')
await write('index.cjs', `'use strict'\nconst { ${list} } = require('./pesim.cjs')\nmodule.exports = { ${list} }\n`)
await write('index.mjs', `import pesim from './pesim.cjs'\nexport const { ${list} } = pesim\n`)
const [types = ''] = generateDtsBundle(
  [{ filePath: join(root, 'scripts/exports.ts'), output: { noBanner: true, exportReferencedTypes: false } }],
  { preferredConfigPath: join(root, 'tsconfig.build.json') }
)
await writeFile(join(root, 'docs/library-reference.md'), libraryReference(types))
// Examples of the control API stand on its reference page; in the types they were a fifth of the text, twice.
const published = types.replace(/\n\s*\* @example[^]*?(?=\n\s*\*(?:\/| @))/g, '')
for (const kind of ['index.d.mts', 'index.d.cts']) await write(kind, published)
await mkdir(join(target, 'bin'))
await cp(join(root, 'bin/compile-cache.cjs'), join(target, 'bin/compile-cache.cjs'))
await write(
  'bin/pesim.cjs',
  (await readFile(join(root, 'bin/pesim.cjs'), 'utf8')).replace('../dist/pesim.cjs', '../pesim.cjs')
)
await write('README.md', withoutDeadLinks(await readFile(join(root, 'README.md'), 'utf8')))
await write('package.json', `${JSON.stringify(await manifest(), null, 2)}\n`)
console.log(`dist/package  ${names.length} names, ${Math.ceil(published.length / 1024)} KiB of types`)

/** The pages are in the repository alone: what links to them says their names, and pictures go. */
function withoutDeadLinks(page: string): string {
  const isThere = (link: string): boolean => /^(https?:|#)/.test(link) || existsSync(join(target, link))
  return page
    .replace(/^!\[[^\]]*\]\([^)]+\)\n\n/gm, '')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (whole, text: string, link: string) => (isThere(link) ? whole : text))
}

/** The values, not the types: what `scripts/exports.ts` lists before its types. */
async function exportedNames(): Promise<string[]> {
  const source = await readFile(join(root, 'scripts/exports.ts'), 'utf8')
  const [, values = ''] = /export \{([^}]+)\}/.exec(source) ?? []
  return values.split(',').flatMap(name => name.trim() || [])
}

async function manifest(): Promise<object> {
  const { name, version, description, keywords, license, engines, repository, homepage, bugs } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8')
  ) as Record<string, unknown>
  return {
    ...{ name, version, description, keywords, license, engines, repository, homepage, bugs },
    type: 'commonjs',
    bin: { pesim: 'bin/pesim.cjs' },
    main: './index.cjs',
    types: './index.d.cts',
    exports: {
      '.': {
        import: { types: './index.d.mts', default: './index.mjs' },
        require: { types: './index.d.cts', default: './index.cjs' }
      },
      './fixture.schema.json': './fixture.schema.json',
      './scenario.schema.json': './scenario.schema.json',
      './package.json': './package.json'
    }
  }
}
