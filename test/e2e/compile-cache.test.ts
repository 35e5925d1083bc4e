/** What V8 made of the bundle is kept for the next process, where it is safe to, and is never needed. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { command } from '../support/process.js'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string
}
/** A folder for temporary files, and what a command says that has it. */
function place(t: Test) {
  const folder = t.testdir()
  const own = join(folder, `pesim-compile-cache-${process.getuid?.()}`)
  return {
    own,
    kept: (): string[] => (existsSync(own) ? readdirSync(own).map(name => join(own, name)) : []),
    versionSaid: (env: NodeJS.ProcessEnv = {}): string => {
      const { stdout, stderr, status } = spawnSync(process.execPath, [command, '--version'], {
        env: { ...process.env, TMPDIR: folder, ...env },
        encoding: 'utf8'
      })
      t.equal(status, 0, stderr)
      t.equal(stderr, '')
      return stdout.trim()
    }
  }
}

t.test('it is kept in a folder that is nobody else’s', async t => {
  const { own, kept, versionSaid } = place(t)
  t.equal(versionSaid(), version)
  const [file = '', ...others] = kept()
  t.same(others, [])
  t.equal(statSync(own).mode & 0o777, 0o700)
  t.equal(statSync(file).mode & 0o777, 0o600)
  const { mtimeMs } = statSync(file)
  t.equal(versionSaid(), version)
  t.equal(statSync(file).mtimeMs, mtimeMs, 'what fits is not written again')
})

t.test('of what was made of other builds the six newest are left', async t => {
  const { own, kept, versionSaid } = place(t)
  mkdirSync(own, { mode: 0o700 })
  // The older, the later in the order of their names.
  const others = Array.from({ length: 8 }, (_, index) => join(own, `000${index}-v20.0.0-x64-other`))
  for (const [index, other] of others.entries()) {
    writeFileSync(other, 'of another build')
    utimesSync(other, 1000 - index, 1000 - index)
  }
  versionSaid()
  t.same(others.filter(existsSync), others.slice(0, 6))
  t.equal(kept().length, 7)
})

t.test('what is damaged is not run, and made anew', async t => {
  const { kept, versionSaid } = place(t)
  versionSaid()
  const [file = ''] = kept()
  const good = readFileSync(file)
  for (const at of [0, 25, good.length >> 1, good.length - 1]) {
    const bad = Buffer.from(good)
    bad.writeUInt8(bad.readUInt8(at) ^ 1, at)
    writeFileSync(file, bad)
    t.equal(versionSaid(), version)
    t.not(readFileSync(file).compare(bad), 0, `byte ${at}`)
  }
  writeFileSync(file, '')
  t.equal(versionSaid(), version)
  t.ok(statSync(file).size > 0)
})

t.test('nothing is kept where others could write, where there is no place, or where it is turned off', async t => {
  const open = place(t)
  mkdirSync(open.own)
  chmodSync(open.own, 0o777)
  t.equal(open.versionSaid(), version)
  t.same(open.kept(), [])

  const off = place(t)
  off.versionSaid({ NODE_DISABLE_COMPILE_CACHE: '1' })
  t.same(off.kept(), [])

  const none = place(t)
  writeFileSync(none.own, 'a file')
  t.equal(none.versionSaid(), version)
  const missing = join(t.testdir(), 'missing')
  t.equal(none.versionSaid({ TMPDIR: missing }), version)
  t.equal(existsSync(missing), false)
})

/** What a process has beside its heap, and in large pieces of it, of a bundle that it has loaded. */
const loader = (bundle: string): string => `
  const { getHeapSpaceStatistics } = require('node:v8')
  const large = () => getHeapSpaceStatistics().find(({ space_name: name }) => name === 'large_object_space').space_used_size
  const bytes = () => process.memoryUsage().external + large()
  const before = bytes()
  require(${JSON.stringify(join(import.meta.dirname, '../../bin/compile-cache.cjs'))}).load(${JSON.stringify(bundle)}, 'start')
  gc({ type: 'minor' })
  process.stdout.write(String(bytes() - before))`

t.test('a process has the text of the bundle once, and nothing of what was kept of it', t => {
  const bundle = join(import.meta.dirname, '../../dist/pesim.cjs')
  const env = { ...process.env, TMPDIR: t.testdir(), NODE_OPTIONS: '' }
  const bytesOf = (): number => {
    const args = ['--expose-gc', '-e', loader(bundle)]
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
    t.equal(status, 0, stderr)
    return Number(stdout)
  }
  bytesOf() // keeps what is compiled
  const { size } = statSync(bundle)
  const bytes = bytesOf()
  t.ok(bytes >= size && bytes < 1.5 * size, `${bytes} bytes of ${size}`)
  t.end()
})
