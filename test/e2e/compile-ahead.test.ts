/** What a build has compiled of the bundle is what a first start runs, where it fits; nothing depends on it. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import type { Test } from 'tap'
import { startProcess } from '../support/process.js'

const root = join(import.meta.dirname, '../..')
const V1 = '/PrismGateway/services/rest/v1'

/** Functions that a first page of v1's VMs needs, and no start. */
const OF_A_PAGE = ['getVMs', 'listedVmDto', 'vmSummaryDto']

/** V8 notes down which function it compiles, and which it runs for the first time. What it has compiled fits the same flags alone. */
const NOTING = ['--log-function-events', '--no-logfile-per-isolate', '--logfile=functions.log']

/** A copy of what is built, with nothing compiled ahead, and a folder for temporary files. */
function copy(t: Test) {
  const folder = t.testdir({ bin: {}, dist: {}, at: {}, tmp: {} })
  for (const name of ['compile-ahead.cjs', 'compile-cache.cjs', 'pesim.cjs'])
    cpSync(join(root, 'bin', name), join(folder, 'bin', name))
  for (const name of ['pesim.cjs', 'console.json']) cpSync(join(root, 'dist', name), join(folder, 'dist', name))
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  const compiled = join(folder, 'dist/compiled')
  const tmp = join(folder, 'tmp')
  return {
    compiled,
    tmp,
    at: join(folder, 'at'),
    bin: join(folder, 'bin/pesim.cjs'),
    ahead: (...flags: string[]) =>
      spawnSync(process.execPath, [...flags, join(folder, 'bin/compile-ahead.cjs')], {
        cwd: folder,
        env: { ...process.env, NODE_OPTIONS: '' },
        encoding: 'utf8'
      }),
    /** What was kept of starts for lack of something that fits. */
    keptOfStarts: (): string[] => {
      const own = join(tmp, `pesim-compile-cache-${process.getuid?.()}`)
      return existsSync(own) ? readdirSync(own).filter(name => name.endsWith('-start')) : []
    }
  }
}

type Copy = ReturnType<typeof copy>

/** Starts the copy, asks for a page, ends it, and says which functions of the page were compiled, and which were run. */
async function functionsOf(t: Test, { bin, at, tmp }: Copy): Promise<{ compiled: string[]; run: string[] }> {
  const env = { TMPDIR: tmp, NODE_OPTIONS: '' }
  const { client, end } = await startProcess(t, { bin, cwd: at, nodeArgs: NOTING, env })
  t.equal((await client('GET', `${V1}/vms?count=50`)).status, 200)
  t.same(await end('SIGTERM'), [0, null])
  const events = readFileSync(join(at, 'functions.log'), 'utf8').split('\n')
  const named = (event: string): string[] =>
    OF_A_PAGE.filter(name => events.some(line => line.startsWith(`function,${event},`) && line.endsWith(`,${name}`)))
  return { compiled: named('interpreter'), run: named('first-execution') }
}

t.test('a first start, and a first page, run what the build has compiled', async t => {
  const made = copy(t)
  const { status, stderr, stdout } = made.ahead(...NOTING)
  t.equal(status, 0, stderr)
  const [name = '', ...others] = readdirSync(made.compiled)
  t.same(others, [])
  t.equal(stdout, `dist/compiled  a first start and its first answers, for Node ${process.version}\n`)
  t.match(name, new RegExp(`^[0-9a-f]{64}-${process.version.replaceAll('.', '\\.')}-${process.arch}-start$`))
  const { mode } = statSync(join(made.compiled, name))
  t.equal(mode & 0o133, 0, 'nobody else writes to it, nor runs it')
  t.same(await functionsOf(t, made), { compiled: [], run: OF_A_PAGE })
  t.same(made.keptOfStarts(), [], 'what fits is not kept again')

  await t.test('what was kept before the build has less in it, and is not run', async t => {
    const own = join(made.tmp, `pesim-compile-cache-${process.getuid?.()}`)
    const before = join(own, name)
    writeFileSync(before, 'what is damaged would be written anew')
    utimesSync(before, 1, 1)
    t.same(await functionsOf(t, made), { compiled: [], run: OF_A_PAGE })
    t.equal(statSync(before).mtimeMs, 1000)
    rmSync(before)
  })

  await t.test('packed, as in an image', async t => {
    const path = join(made.compiled, name)
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)))
    rmSync(path)
    t.same(await functionsOf(t, made), { compiled: [], run: OF_A_PAGE })
    t.same(made.keptOfStarts(), [])
  })

  await t.test('damaged, it is not run, and what is compiled in its place is kept as ever', async t => {
    const path = join(made.compiled, `${name}.gz`)
    const bytes = Buffer.from(readFileSync(path))
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
    writeFileSync(path, bytes)
    t.same(await functionsOf(t, made), { compiled: OF_A_PAGE, run: OF_A_PAGE })
    t.equal(made.keptOfStarts().length, 1)
    t.same(await functionsOf(t, made), { compiled: [], run: OF_A_PAGE }, 'and runs the next time')
  })

  await t.test('what other flags have compiled is not run, but what is kept instead is, from then on', async t => {
    rmSync(join(made.compiled, `${name}.gz`))
    rmSync(join(made.tmp, `pesim-compile-cache-${process.getuid?.()}`), { recursive: true })
    t.equal(made.ahead().status, 0)
    t.same(await functionsOf(t, made), { compiled: OF_A_PAGE, run: OF_A_PAGE })
    t.same(await functionsOf(t, made), { compiled: [], run: OF_A_PAGE })
  })
})

t.test('where it cannot be left, a build says so, and a start does without', async t => {
  const made = copy(t)
  writeFileSync(made.compiled, 'a file')
  const { status, stderr } = made.ahead()
  t.equal(status, 1)
  t.match(stderr, /^Nothing was compiled ahead, so a first start takes longer: .*compiled/)
  t.same(await functionsOf(t, made), { compiled: OF_A_PAGE, run: OF_A_PAGE })
})

t.test('a bundle that does not tell its build has nothing compiled, since nobody would find it', t => {
  const made = copy(t)
  const bundle = join(made.bin, '../../dist/pesim.cjs')
  writeFileSync(bundle, readFileSync(bundle, 'utf8').replace(/\n\/\/# build=.*\s*$/, '\n'))
  const { status, stderr } = made.ahead()
  t.equal(status, 1)
  t.match(
    stderr,
    /^Nothing was compiled ahead, so a first start takes longer: .*does not end in the line that tells its build/
  )
  t.equal(existsSync(made.compiled), false)
  t.end()
})

t.test('nothing of another build stays beside the bundle', t => {
  const made = copy(t)
  mkdirSync(made.compiled)
  writeFileSync(join(made.compiled, '0000-v20.0.0-x64-start'), 'old')
  t.equal(made.ahead().status, 0)
  t.equal(readdirSync(made.compiled).length, 1)
  t.end()
})
