/**
 * Compiles the tests to build/tests, so that none of their processes has to translate what it imports. An `inputs.json`
 * beside them says what each was compiled from: test/support/run-compiled.cjs looks there whether that is still so.
 *
 *   --if-stale   nothing when no input has changed, and no test was added, since
 *   FILE         that one alone, to build/tests/alone
 */
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'build/tests')

/** `import.meta` of a source goes on to mean the source, wherever it was compiled to. */
const sourceLocations = {
  name: 'source-locations',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](test|scripts)[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes('import.meta.')) return undefined
      const meta = { dirname: dirname(path), filename: path, url: pathToFileURL(path).href }
      const contents = `const sourceMeta = ${JSON.stringify(meta)};${text.replaceAll('import.meta.', 'sourceMeta.')}`
      return { loader: 'ts', contents }
    })
  }
}

const [option] = process.argv.slice(2)
if (process.env.npm_lifecycle_event === 'pretest') {
  console.log('npm test takes some four minutes on two idle cores; npm run test:quick answers in 40 seconds.')
  // What earlier runs drove says nothing of this one: test/support/record-driven.cjs.
  rmSync(join(root, 'build/coverage-driven'), { recursive: true, force: true })
}
if (option !== undefined && !option.startsWith('--')) {
  await compile([option], join(target, 'alone', option))
} else {
  buildTap()
  const all = startedFiles()
  if (option !== '--if-stale' || isStale(all)) {
    rmSync(target, { recursive: true, force: true })
    await compile(all, target)
  }
}

/** tap is built with the plugins that .taprc names: that takes ten seconds, and is good until the one or the other changes. */
function buildTap() {
  const built = join(root, 'node_modules/@tapjs/test/test-built/dist/esm/index.js')
  const state = () => `${readFileSync(join(root, '.taprc'), 'utf8')}${existsSync(built) ? statSync(built).mtimeMs : ''}`
  const note = join(root, 'build/tap-built.txt')
  if (existsSync(note) && readFileSync(note, 'utf8') === state()) return
  execFileSync(process.execPath, [join(root, 'node_modules/tap/dist/esm/run.mjs'), 'build'], {
    cwd: root,
    stdio: 'inherit'
  })
  writeFileSync(note, state())
}

/** What is started as a process of its own: tests, proofs, and the processes that tests start. */
function startedFiles() {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(name => /(\.(test|proof)|-process)\.ts$/.test(name))
    .map(name => `test/${name.replaceAll('\\', '/')}`)
    .sort()
}

async function compile(entryPoints, outdir) {
  const startedAt = Date.now()
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outbase: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: entryPoints.length > 1,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    plugins: [sourceLocations],
    logLevel: 'error'
  })
  writeFileSync(join(outdir, 'inputs.json'), JSON.stringify({ startedAt, ...inputsOf(metafile) }))
}

/** The files, and by entry the indices of those that it was compiled from. */
function inputsOf({ inputs, outputs }) {
  const files = Object.keys(inputs)
  const indices = new Map(files.map((file, index) => [file, index]))
  const compiled = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint !== undefined)
  const entries = compiled.map(([output, { entryPoint }]) => [
    entryPoint,
    [...reachedFrom(output, outputs)].flatMap(each => Object.keys(outputs[each].inputs).map(file => indices.get(file)))
  ])
  return { files, entries: Object.fromEntries(entries) }
}

/** An output and all that it imports. */
function reachedFrom(output, outputs, reached = new Set()) {
  if (reached.has(output)) return reached
  reached.add(output)
  for (const { path, external } of outputs[output].imports) if (!external) reachedFrom(path, outputs, reached)
  return reached
}

function isStale(all) {
  const manifest = join(target, 'inputs.json')
  if (!existsSync(manifest)) return true
  const { startedAt, files, entries } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (all.some(entry => !(entry in entries))) return true
  return files.some(file => !existsSync(join(root, file)) || statSync(join(root, file)).mtimeMs > startedAt)
}
