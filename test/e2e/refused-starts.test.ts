/** Starts that cannot be: each ends at once with the exit code of the README and one line that names what is wrong. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { command } from '../support/process.js'

/** A start that has not been refused by then is ended, and fails the test. */
const LIMIT_MS = 30_000
const [USAGE, UNREADABLE] = [2, 4]

interface Row {
  readonly of: string
  readonly args: (folder: string) => readonly string[]
  readonly code: number
  readonly says: RegExp
}

const PLAIN = ['--http', '--listen', 'france=127.0.0.1:0']
const TLS = ['--listen', 'france=127.0.0.1:0']

const rows: readonly Row[] = [
  {
    of: 'data in a file',
    args: f => ['--data', `${f}/file`],
    code: UNREADABLE,
    says: /file is a file: labs are kept in a directory/
  },
  {
    of: 'data below a file',
    args: f => ['--data', `${f}/file/lab`],
    code: UNREADABLE,
    says: /lab is below a file: labs are kept/
  },
  { of: 'data where the lab is a folder', args: f => ['--data', `${f}/lab`], code: UNREADABLE, says: /cannot be read/ },
  { of: 'a fixture that is empty', args: f => ['--fixture', `${f}/empty`], code: UNREADABLE, says: /is not JSON/ },
  { of: 'a fixture of any bytes', args: f => ['--fixture', `${f}/bytes`], code: UNREADABLE, says: /is not JSON/ },
  { of: 'a fixture that is a folder', args: f => ['--fixture', `${f}/lab`], code: UNREADABLE, says: /lab: EISDIR/ },
  {
    of: 'a fixture that is not there',
    args: f => ['--fixture', `${f}/none`],
    code: UNREADABLE,
    says: /no file of that/
  },
  {
    of: 'a ready file in no folder',
    args: f => ['--ready-file', `${f}/none/r`],
    code: USAGE,
    says: /no folder .*none$/m
  },
  {
    of: 'a ready file below a file',
    args: f => ['--ready-file', `${f}/file/r`],
    code: USAGE,
    says: /no folder .*file$/m
  },
  { of: 'a ready file that is a folder', args: f => ['--ready-file', `${f}/lab`], code: USAGE, says: /lab is a folder/ }
]

const ofTls: Row[] = [
  { of: 'a certificate that is a folder', args: f => ['--cert', f, '--key', f], code: USAGE, says: /--cert .*EISDIR/ },
  {
    of: 'a certificate that is none',
    args: f => ['--cert', `${f}/bytes`, '--key', `${f}/file`],
    code: USAGE,
    says: /--cert .*bytes and --key .*file are no certificate/
  },
  {
    of: 'an empty certificate',
    args: f => ['--cert', `${f}/empty`, '--key', `${f}/empty`],
    code: USAGE,
    says: /are no certificate with its key/
  },
  {
    of: 'data that can keep no certificate',
    args: f => ['--data', `${f}/certificates`],
    code: UNREADABLE,
    says: /certificates can keep no certificate/
  },
  {
    of: 'data beside a key of somebody’s',
    args: f => ['--data', `${f}/tls`],
    code: UNREADABLE,
    says: /tls\/key\.pem is not of pesim’s making, and is left as it is: .*--cert and --key/
  }
]

/** Of a file system that lets nobody make anything, the administrator included. */
const ofLinux: readonly Row[] = [
  {
    of: 'data where nothing can be made',
    args: () => ['--data', '/proc/x'],
    code: UNREADABLE,
    says: /x cannot be used/
  },
  {
    of: 'a ready file where none can be',
    args: () => ['--ready-file', '/proc/r'],
    code: USAGE,
    says: /cannot be written/
  }
]

/** With pipes into which nobody writes. */
const ofPipes: readonly Row[] = [
  {
    of: 'data where the lab is a pipe',
    args: f => ['--data', `${f}/pipes`],
    code: UNREADABLE,
    says: /default\.json cannot be read: .* is no regular file/
  }
]

/** Which the administrator may write to all the same. */
const ofUsers: readonly Row[] = [
  {
    of: 'data in a read-only folder',
    args: f => ['--data', `${f}/locked/x`],
    code: UNREADABLE,
    says: /cannot be used/
  },
  { of: 'a read-only place', args: f => ['--ready-file', `${f}/locked/r`], code: USAGE, says: /cannot be written/ }
]

const folder = await mkdtemp(join(tmpdir(), 'pesim-refused-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
await writeFile(join(folder, 'file'), '{}')
await writeFile(join(folder, 'empty'), '')
await writeFile(join(folder, 'bytes'), Buffer.from([0x6d, 0, 0xff, 0xfe, 0x0a, 0x80]))
await mkdir(join(folder, 'lab', 'default.json'), { recursive: true })
await mkdir(join(folder, 'certificates', 'key.pem'), { recursive: true })
await mkdir(join(folder, 'tls'))
await writeFile(join(folder, 'tls', 'key.pem'), 'a key')
await mkdir(join(folder, 'locked'))
await chmod(join(folder, 'locked'), 0o555)
if (process.platform === 'linux') {
  for (const name of ['pipes', 'key-pipe']) await mkdir(join(folder, name))
  execFileSync('mkfifo', [join(folder, 'pipes/default.json'), join(folder, 'key-pipe/key.pem'), join(folder, 'pipe')])
  ofTls.push({
    of: 'a key that is a pipe',
    args: f => ['--data', `${f}/key-pipe`],
    code: UNREADABLE,
    says: /can keep no certificate: .*key\.pem is no regular file/
  })
}
const before = await readdir(folder)

const withPlain = [
  ...rows,
  ...(process.platform === 'linux' ? [...ofLinux, ...ofPipes] : []),
  ...(process.getuid?.() ? ofUsers : [])
]
for (const [base, all] of [
  [PLAIN, withPlain],
  [TLS, ofTls]
] as const) {
  for (const { of, args, code, says } of all) {
    t.test(`a start with ${of} is refused`, async t => {
      const child = spawn(process.execPath, [command, 'start', ...base, ...args(folder)], {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: LIMIT_MS,
        killSignal: 'SIGKILL'
      })
      const ended = once(child, 'exit')
      const [stdout, stderr] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()])
      t.same(await ended, [code, null])
      t.match(stderr.join(''), /^pesim: [^\n]+\n$/, 'in one line')
      t.match(stderr.join(''), says)
      t.equal(stdout.join(''), '', 'before anything was said to answer')
    })
  }
}

t.test('a signal ends a start that waits for a pipe', { skip: process.platform !== 'linux' }, async t => {
  const child = spawn(process.execPath, [command, 'start', ...PLAIN, '--fixture', join(folder, 'pipe')], {
    stdio: 'ignore',
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL'
  })
  const ended = once(child, 'exit')
  const writing = await open(join(folder, 'pipe'), 'w') // as soon as somebody reads it
  child.kill('SIGTERM')
  t.same(await ended, [null, 'SIGTERM'])
  await writing.close()
})

t.test('and nothing is left behind', async t => {
  t.same(await readdir(folder), before)
  t.equal(await readFile(join(folder, 'tls', 'key.pem'), 'utf8'), 'a key')
  for (const place of ['tls', 'key-pipe'])
    t.notOk((await readdir(join(folder, place))).includes('default.json'), `no lab in ${place}`)
})
