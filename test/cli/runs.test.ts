/** What programs and terminals get of the commands that run something: JSON, JUnit, colours, bars that move. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { junitOf } from '../../server/cli/junit.js'
import { main } from '../../server/main.js'

async function run(args: string[], { isTTY = false, env = {} } = {}) {
  const written = { out: '', err: '' }
  const terminal = { isTTY, columns: 80, cursorTo: () => true, moveCursor: () => true, clearLine: () => true }
  const code = await main(args, {
    stdout: { ...terminal, write: (text: string) => (written.out += text) },
    stderr: { ...terminal, write: (text: string) => (written.err += text) },
    env,
    stop: new AbortController().signal
  })
  return { code, ...written }
}

const folder = await mkdtemp(join(tmpdir(), 'pesim-runs-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
const wrong = join(folder, 'wrong.json')
const step = { call: 'GET france /cluster', expect: { name: 'a "<b>" & c' } }
await writeFile(wrong, JSON.stringify({ title: 'Wrong', fixture: 'france-canada', steps: [step] }))

t.test('scenarios are told as JSON and as JUnit, those that fail too', async t => {
  const junit = join(folder, 'results.xml')
  const { code, out, err } = await run(['scenario', 'host-lost', wrong, '--json', '--junit', junit])
  t.same([code, err], [1, ''])
  t.match(JSON.parse(out), {
    passed: 1,
    failed: 1,
    scenarios: [
      { name: 'host-lost', fault: null },
      { title: 'Wrong', fault: /<b>/ }
    ]
  })
  const xml = await readFile(junit, 'utf8')
  t.match(xml, /<testsuite name="pesim scenario" tests="2" failures="1"/)
  t.match(xml, /<failure message="[^"<]*&lt;b&gt;[^"<]*&amp; c[^"<]*"\/>/)
})

t.test('JUnit holds what XML cannot, without it', async t => {
  t.match(
    junitOf('s', [{ name: 'n', title: 'a\u0000\u001b[1mb', fault: undefined, seconds: 1 }]),
    'name="a[1mb" time="1.000"'
  )
})

t.test('a scenario that is not there is answered with the nearest name', async t => {
  const { code, err } = await run(['scenario', 'hostlost'])
  t.equal(code, 4)
  t.match(err, /did you mean host-lost\?/)
})

t.test('walks are told as JSON', async t => {
  const { code, out } = await run(['explore', '--seed', '3', '--seeds', '2', '--steps', '20', '--json'])
  t.equal(code, 0)
  t.same(
    out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as unknown),
    [
      { seed: 3, holds: true, steps: 20 },
      { seed: 4, holds: true, steps: 20 }
    ]
  )
})

t.test('colours and bars are for terminals alone', async t => {
  const plain = await run(['scenario', 'host-lost'])
  t.notMatch(plain.out + plain.err, /\x1b/)
  const coloured = await run(['scenario', 'host-lost'], { isTTY: true })
  t.match(coloured.out, '\x1b[32mas expected')
  t.match(coloured.err, 'host-lost', 'the bar says what is played')
  const without = await run(['scenario', 'host-lost'], { isTTY: true, env: { NO_COLOR: '1' } })
  t.notMatch(without.out, '\x1b')
})
