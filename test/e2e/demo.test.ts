/** `pesim demo`: what it prints, that it notices a world that is not as the guide says, and whom its client trusts. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { Unreachable } from '../../server/cli/core/index.js'
import { Client, certificateAt } from '../../server/demo/client.js'
import { runDemo } from '../../server/demo/demo.js'
import { Screen } from '../../server/demo/screen.js'
import { startEmulator } from '../../server/index.js'

const fixture = join(dirname(fileURLToPath(import.meta.url)), '../../fixtures/france-canada.json')
const never = new AbortController().signal

/** A process whose output is kept; `begun` resolves with its first words. */
function capturing({ env = {}, isTTY = false, stop = never } = {}) {
  const written = { out: '', err: '' }
  let begins: () => void = () => undefined
  const begun = new Promise<void>(resolve => {
    begins = resolve
  })
  const stdout = {
    isTTY,
    write: (text: string) => {
      written.out += text
      begins()
    }
  }
  const stderr = { write: (text: string) => (written.err += text) }
  return { io: { stdout, stderr, env, stop }, written, begun }
}

t.test('the guide is played to its end, and the table says what the fail-overs kept and lost', async t => {
  const { io, written } = capturing()
  t.equal(await runDemo(io), 0)
  t.equal(written.err, '')
  const lines = written.out.split('\n')
  t.same(
    lines.filter(line => /^\d /.test(line)),
    ['1 Remote sites', '2 Replication', '3 Migration', '4 Reversal', '5 Disaster', '6 The old primary comes back']
  )
  const rows = lines.slice(lines.findIndex(line => line.startsWith('What the fail-overs kept and lost')))
  const cells = rows.filter(line => /^ {2}(migration|activation)/.test(line)).map(line => line.trim().split(/ {2,}/))
  const age = '1 h 0 min 33 s' // the hour since the last snapshot, and half of the transfer of 65 s that did not end
  t.same(cells, [
    ['migration to Canada', 'web01', 'order-1 order-2', 'none', '0 B', '0 s'],
    ['migration to Canada', 'app01', 'order-1 order-2', 'none', '0 B', '0 s'],
    ['migration to Canada', 'db01', 'order-1 order-2', 'none', '0 B', '0 s'],
    ['activation in France', 'web01', 'order-1 order-2 order-3', 'order-4 order-5', '726.6 MB', age], // 3 633 s x 0.2 MB/s
    ['activation in France', 'app01', 'order-1 order-2 order-3', 'order-4 order-5', '1.5 GB', age],
    ['activation in France', 'db01', 'order-1 order-2 order-3', 'order-4 order-5', '3.6 GB', age]
  ])
  t.match(lines.at(-2), /^(\d+) of \1 checks are as the guide says\.$/)
  t.same(
    lines.filter(line => line.length > 100),
    [],
    'a hundred columns are enough'
  )
  t.match(written.out, /POST \/protection_domains\/gold\/migrate .* 0 VMs stand in the way/)
  t.match(written.out, /# +100 % {2}85\.9 GB in 16 min 2 s/, 'a bar for what takes long')
  t.notMatch(written.out, /[\r\x1b]/, 'nothing that a file cannot show')
})

t.test('a world that is not as the guide says ends with 1 and names step, expected and found', async t => {
  const world = JSON.parse(readFileSync(fixture, 'utf8')) as { settings?: object }
  const folder = t.testdir({ 'lax.json': JSON.stringify({ ...world, settings: { carrySchedules: true } }) })
  const { io, written } = capturing()
  t.equal(await runDemo(io, { fixture: join(folder, 'lax.json') }), 1)
  const expected =
    'not as the guide says: 3 Migration: Canada has no schedule: it does not come along: expected 0, found 1'
  t.equal(written.err.split('\n')[0], `pesim: ${expected}`)
  t.match(written.out, /NOT Canada has no schedule: it does not come along: expected 0, found 1/)
})

t.test('a play that cannot go on ends with 1 and says where', async t => {
  const world = JSON.parse(readFileSync(fixture, 'utf8')) as { links?: object[] }
  const folder = t.testdir({ 'apart.json': JSON.stringify({ ...world, links: [] }) })
  const { io, written } = capturing()
  t.equal(await runDemo(io, { fixture: join(folder, 'apart.json') }), 1)
  t.match(
    written.err,
    /^pesim: the demo stops in 1 Remote sites: PUT https:.*\/remote_sites answered 500: .*unreachable/
  )
})

t.test('a demo that is told to end does', async t => {
  const stop = new AbortController()
  const { io, written, begun } = capturing({ stop: stop.signal })
  const ends = runDemo(io)
  await begun
  stop.abort()
  t.equal(await ends, 1)
  t.match(written.err, /^pesim: the demo stops in .*: told to end\n$/)
})

t.test('on a terminal the bar is redrawn in place, in colour unless NO_COLOR is set', async t => {
  const draw = async (env: Record<string, string>): Promise<string> => {
    const { io, written } = capturing({ env, isTTY: true })
    const screen = new Screen(io)
    screen.check(true, 'fine')
    const bar = screen.bar()
    for (const share of [0, 0.25, 0.5]) await bar.draw(share, 'left')
    await bar.end('done')
    return written.out
  }
  const drawn = await draw({ LANG: 'C.UTF-8' })
  t.equal(drawn.split('\r').length - 1, 4, 'each frame over the last')
  t.equal(drawn.split('\n').length - 1, 2)
  t.match(drawn, /█{15}░{15} +50 %/)
  t.match(drawn, '\x1b[32mok')
  t.notMatch(await draw({ LANG: 'C.UTF-8', NO_COLOR: '1' }), '\x1b')
  t.match(await draw({ LANG: 'C' }), /#{15}\.{15} +50 %/)
})

t.test('the client trusts the certificate of its own start and no other', async t => {
  await using own = await startEmulator({ clock: 'frozen' })
  await using other = await startEmulator({ clock: 'frozen' })
  const [here, there] = [own.clusters['france'], other.clusters['france']]
  if (here === undefined || there === undefined) throw new Error('There is no France')
  const ca = await certificateAt(here.url)
  const clients = [new Client(here, ca, never), new Client(there, ca, never)] as const
  t.teardown(() => clients.forEach(client => client[Symbol.dispose]()))
  t.match(await clients[0].call('v2', 'get', '/cluster', {}), { name: 'france' })
  await t.rejects(clients[1].call('v2', 'get', '/cluster', {}), {
    name: Unreachable.name,
    message: /The certificate of https:.* is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/
  })
})
