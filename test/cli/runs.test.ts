/** What programs and terminals get of the commands that run something: JSON, JUnit, colours, bars that move. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { junitOf } from '../../server/cli/junit.js'
import { startEmulator } from '../../server/index.js'
import { main } from '../../server/main.js'

const CLEAR_LINE = '\x1b[2K'

interface Terminals {
  /** Of standard output, and of standard error where nothing else is said. */
  readonly isTTY?: boolean
  readonly errIsTTY?: boolean
  readonly env?: Record<string, string>
  /** Is told what standard error gets, and may end the command. */
  readonly onError?: (text: string, end: () => void) => void
}

async function run(args: string[], { isTTY = false, errIsTTY = isTTY, env = {}, onError }: Terminals = {}) {
  const written = { out: '', err: '' }
  const screen: string[] = []
  const stop = new AbortController()
  const code = await main(args, {
    stdout: {
      ...{ isTTY, columns: 80 },
      write: (text: string) => {
        screen.push('line')
        written.out += text
      }
    },
    stderr: {
      ...{ isTTY: errIsTTY, columns: 80 },
      write: (text: string) => {
        screen.push(text === CLEAR_LINE ? 'cleared' : 'bar')
        written.err += text
        onError?.(text, () => stop.abort())
      }
    },
    env,
    stop: stop.signal
  })
  return { code, screen, ...written }
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

t.test('flags that npm has kept to itself are missed', async t => {
  const { code, err } = await run(['start', 'frozen'], { env: { npm_lifecycle_event: 'start' } })
  t.equal(code, 2)
  t.match(err, /too many arguments.*npm start -- --port 0/)
  t.notMatch((await run(['start', 'frozen'])).err, /npm/)
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

t.test('there is no bar where the output is read by a program', async t => {
  const walks = ['explore', '--steps', '20']
  t.match((await run(walks, { isTTY: true })).err, 'seed 0, step 20')
  t.match((await run([...walks, '--restarts'], { isTTY: true })).err, 'seed 0, step 20')
  t.equal((await run(walks, { errIsTTY: true })).err, '', 'standard output is a pipe')
  t.equal((await run(walks, { isTTY: true, errIsTTY: false })).err, '', 'standard error is a file')
  t.equal((await run([...walks, '--json'], { isTTY: true })).err, '')
  t.equal((await run(['scenario', 'host-lost', '--json'], { isTTY: true })).err, '')
  t.equal((await run(walks, { isTTY: true, env: { TERM: 'dumb' } })).err, '')
})

t.test('a line is written where the bar was cleared, never behind it', async t => {
  const { screen } = await run(['scenario', 'host-lost'], { isTTY: true })
  t.ok(screen.includes('bar') && screen.includes('line'))
  const wrong = screen.filter((what, index) => what === 'line' && !['cleared', 'line'].includes(before(index)))
  t.same(wrong, [])

  /** What was done last; a line may follow a line. */
  function before(index: number): string {
    return screen[index - 1] ?? ''
  }
})

t.test('a long advance of the clock, and a kept lab that is behind, have a bar', async t => {
  const data = join(folder, 'data')
  const at = new Date(Date.now() - 3 * 86_400_000)
  const emulator = await startEmulator({ http: true, data, at })
  const advance = ['clock', 'advance', '1h', '--target', emulator.clusters.france.url]
  t.match((await run(advance, { isTTY: true })).err, /\d %/)
  t.equal((await run([...advance, '--json'], { isTTY: true })).err, '')
  await emulator.stop()
  const start = ['start', '--port', '0', '--http', '--data', data]
  const ends = (text: string, end: () => void): void => (/of 3 simulated days/.test(text) ? end() : undefined)
  const env = { XDG_RUNTIME_DIR: folder }
  const caughtUp = await run(start, { isTTY: true, env, onError: ends })
  t.equal(caughtUp.code, 0)
  t.match(caughtUp.out, `the lab kept in ${data}\n`, 'and no fixture is claimed that was not used')
  t.match(caughtUp.err, /catches up: \d of 3 simulated days/)
})
