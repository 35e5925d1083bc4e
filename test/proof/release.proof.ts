/** Two builds of one commit give the same package, byte for byte, wherever they are made; so anybody can compare what is published with its source. */
import { execFile, spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { packed } from './packed.js'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

/** What git knows and what is new, in another folder, with the packages of this one. */
async function otherCheckout(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-elsewhere-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of new Set(stdout.split('\0').filter(Boolean))) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await cp(join(root, file), join(folder, file), { force: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error // removed, and not yet told to git
    })
  }
  // Not a link to the folder: names of modules in the bundle are paths from where it is built.
  const packages = [await realpath(join(root, 'node_modules')), join(folder, 'node_modules')]
  await run('cp', ['-a', '--link', ...packages]).catch(() => run('cp', ['-a', ...packages]))
  return folder
}

const elsewhere = await otherCheckout()
const build = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: elsewhere, encoding: 'utf8' })

t.test('the package of another folder has the same files', async t => {
  t.equal(build.status, 0, build.stderr)
  const [here, there] = [join(root, 'dist/package'), join(elsewhere, 'dist/package')]
  const files = async (folder: string): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .sort()
  t.same(await files(there), await files(here))
  for (const file of await files(here)) {
    const [one, other] = await Promise.all([here, there].map(folder => readFile(join(folder, file))))
    t.ok(one !== undefined && other !== undefined && one.equals(other), file)
    t.notOk(one?.includes(root), `${file} does not say where it was built`)
  }
})

t.test('two packs are one', async t => {
  const tarballs = [await packed(t), await packed(t, join(elsewhere, 'dist/package'))]
  const [one, other] = await Promise.all(tarballs.map(tarball => readFile(tarball)))
  t.ok(one !== undefined && other !== undefined && one.equals(other))
})

t.test('the manifest of the package has the addresses that the repository has', async t => {
  const read = async (path: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(root, path), 'utf8')) as Record<string, unknown>
  const [source, published] = [await read('package.json'), await read('dist/package/package.json')]
  for (const field of ['name', 'version', 'license', 'repository', 'homepage', 'bugs'])
    t.same(published[field], source[field], field)
  t.notOk('private' in published)
})
