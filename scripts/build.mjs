/**
 * The build, from any state of a checkout: contracts and fixtures, then the bundle and the console, what a first start runs of it
 * compiled ahead, then the bill of materials and the package with its types.
 *
 *   --if-stale           nothing when the bundle is newer than all it is made from; without the last two, which no start needs
 *   --package-if-stale   nothing when the package is: the first `npx pesim` of a checkout prepares it, as an install does
 *   --if-tools           nothing, but says so, in an install that left the development tools out
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bundle = join(root, 'dist/pesim.cjs')
const sources = ['server', 'console', 'openapi', 'fixtures', 'scripts', 'package-lock.json', 'tsconfig.json']
const ofPackage = ['package.json', 'tsconfig.build.json', 'bin', 'README.md', 'CHANGELOG.md', 'LICENSE']
const flags = new Set(process.argv.slice(2))

const tools = toolPaths()
if (tools === undefined) {
  const outcome = existsSync(bundle) ? 'dist/ stays as it is' : 'dist/ is missing: run npm ci, then npm run build'
  console.log(`pesim: the build tools are not installed; ${outcome}`)
  process.exit(flags.has('--if-tools') ? 0 : 1)
}

const quick = flags.has('--if-stale')
const complete = flags.has('--package-if-stale')
const fresh =
  (quick && isNewer(bundle, sources)) ||
  (complete && isNewer(join(root, 'dist/package/package.json'), [...sources, ...ofPackage]))
if (!fresh) {
  step(tools.tsx, 'scripts/generate.ts')
  step(tools.tsx, 'scripts/bundle.ts')
  step('scripts/console.mjs')
  spawnSync(process.execPath, ['bin/compile-ahead.cjs'], { cwd: root, stdio: 'inherit' }) // without it a first start takes longer
  if (!quick) step(tools.tsx, 'scripts/sbom.ts')
  if (!quick) step(tools.tsx, 'scripts/package.ts')
}

function toolPaths() {
  const require = createRequire(import.meta.url)
  try {
    require.resolve('esbuild')
    require.resolve('dts-bundle-generator')
    return { tsx: require.resolve('tsx/cli') }
  } catch {
    return undefined
  }
}

function step(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function isNewer(product, sources) {
  const built = existsSync(product) ? statSync(product).mtimeMs : 0
  return sources.every(source => !existsSync(join(root, source)) || newest(join(root, source)) < built)
}

/** Folders count too: theirs is the time at which a file was last added or removed. */
function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map(name => newest(join(path, name))))
}
