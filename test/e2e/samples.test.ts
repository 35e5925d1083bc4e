/** What docs/library.md shows is true: each whole test in it passes with the bundle, as its reader would run it. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const bundle = pathToFileURL(join(root, 'dist/pesim.cjs')).href

/** Of a runner inside this one, which has nothing to do with it. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(TAP|FORCE_COLOR|NODE_OPTIONS|NODE_TEST|_TAPJS)/.test(name))
)

const page = readFileSync(join(root, 'docs/library.md'), 'utf8')
const samples = [...page.matchAll(/```js\n(import .*node:test[^]*?)```/g)].map(([, text = '']) => text)

t.test('each whole test of the page passes', async t => {
  t.equal(samples.length, 2)
  for (const [index, sample] of samples.entries()) {
    const folder = t.testdir({
      'sample.test.mjs': sample,
      node_modules: {
        pesim: {
          'package.json': '{ "name": "pesim", "exports": "./index.mjs" }',
          'index.mjs': `import pesim from '${bundle}'\nexport const { connect, startEmulator } = pesim\n`
        }
      }
    })
    const { stdout } = await run(process.execPath, ['--test', join(folder, 'sample.test.mjs')], { env })
    t.match(stdout, /# fail 0/, `sample ${index + 1}`)
    t.match(stdout, index === 0 ? /# pass 1\b/ : /# pass 2\b/)
  }
})
