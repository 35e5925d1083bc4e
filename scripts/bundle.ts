/** Makes dist/pesim.cjs: the whole emulator in one file, because a start that opens 400 files takes twice as long. */
import { build, transform } from 'esbuild'
import type { Plugin } from 'esbuild'
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lazyImports } from './on-demand.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const page = join(root, 'node_modules/@fastify/swagger-ui/static')

/** The reference page looks for its files one folder above its code; in the bundle they are beside it. */
const pageBesideBundle: Plugin = {
  name: 'page-beside-bundle',
  setup({ onLoad }) {
    onLoad({ filter: /@fastify[\\/]swagger-ui[\\/]lib[\\/]routes\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replace("path.join(__dirname, '..', 'static')", "path.join(__dirname, 'static')")
      if (contents === source) throw new Error(`${path} no longer names its static folder as it did`)
      return { contents }
    })
  }
}

/**
 * Whether a contract's schemas are schemas is found by the tests, which build every serializer with the check; in the
 * bundle it would cost each operation's first answer some milliseconds.
 */
const schemasAreChecked: Plugin = {
  name: 'schemas-are-checked',
  setup({ onLoad }) {
    const contents = 'module.exports = () => true'
    onLoad({ filter: /fast-json-stringify[\\/]lib[\\/]schema-validator\.js$/ }, () => ({ contents }))
  }
}

/** Local names of packages are made short; those of pesim stay, so that a stack says where. */
const shortNames: Plugin = {
  name: 'short-names',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { minifyIdentifiers: true, legalComments: 'none' })
      return { contents: code }
    })
  }
}

const { metafile } = await build({
  stdin: {
    contents: "export * from './server/index.js'\nexport { main, run } from './server/main.js'",
    resolveDir: root,
    sourcefile: 'pesim.ts'
  },
  outfile: join(dist, 'pesim.cjs'),
  inject: [join(root, 'scripts/captured-timers.ts')],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  minifyWhitespace: true, // a third less to parse; names stay, so that a stack still says where
  minifySyntax: true,
  lineLimit: 320,
  legalComments: 'none', // every licence is in THIRD-PARTY.txt, in full
  metafile: true,
  logLevel: 'warning',
  plugins: [lazyImports, pageBesideBundle, schemasAreChecked, shortNames]
})

const packages = [...new Set(Object.keys(metafile.inputs).flatMap(packageFolder))].sort()
await mkdir(join(root, 'build/bundled'), { recursive: true })
await writeFile(join(root, 'build/bundled/server.json'), JSON.stringify(packages)) // for scripts/sbom.ts

const bundle = join(dist, 'pesim.cjs')
const code = await readFile(bundle)
// Nor can a script that is loaded so import modules by itself (bin/compile-cache.cjs).
if (/\bimport\("node:/.test(code.toString('latin1')))
  throw new Error('The bundle imports dynamically: see scripts/on-demand.ts')
if (code.some(byte => byte > 0x7f)) throw new Error('The bundle is not plain ASCII, as which it is read')
// What is kept of a bundle between starts (bin/compile-cache.cjs) is known by this line.
await writeFile(bundle, `${code}//# build=${createHash('sha256').update(code).digest('hex')}\n`)

await rm(join(dist, 'static'), { recursive: true, force: true })
await mkdir(dist, { recursive: true })
await cp(page, join(dist, 'static'), { recursive: true })
await rm(join(dist, 'static/swagger-ui.js')) // for pages that load their parts one by one, as ours does not
await writeFile(
  join(dist, 'THIRD-PARTY.txt'),
  `static/ holds Swagger UI (Apache-2.0, the text of LICENSE). In pesim.cjs:\n\n${await licences()}`
)

for (const [path, { bytes }] of Object.entries(metafile.outputs)) console.log(`${path}  ${Math.ceil(bytes / 1024)} KiB`)

/** The licences of what the bundle contains, which ask to go with every copy: each text once, after those that it is of. */
async function licences(): Promise<string> {
  const packagesOf = new Map<string, string[]>()
  for (const folder of packages) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as {
      name: string
      version: string
      license?: string
    }
    const file = (await readdir(join(root, folder))).find(entry => /^licen[cs]e/i.test(entry))
    const text = file === undefined ? '' : (await readFile(join(root, folder, file), 'utf8')).trim()
    packagesOf.set(text, [...(packagesOf.get(text) ?? []), `${name} ${version} (${license ?? 'see below'})`])
  }
  const texts = [...packagesOf].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`)
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}

/** Of a file that is bundled, the folder of its package as the lock file names it; of our own, nothing. */
function packageFolder(path: string): readonly string[] {
  const [, folder] = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(path) ?? []
  return folder === undefined ? [] : [folder]
}
