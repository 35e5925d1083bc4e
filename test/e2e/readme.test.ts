/** What the README says is true: its session works when it is pasted, its tables are those of the code. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { withTables } from '../../scripts/readme.js'
import { startEmulator } from '../../server/index.js'

const readme = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../README.md'), 'utf8')
const shellBlocks = [...readme.matchAll(/```sh\n([^]*?)```/g)].map(match => match[1] ?? '')
const run = promisify(execFile)

/** The block that holds a text, with the addresses of an emulator that has ports of its own. */
function block(holding: string, urls: Record<string, string>): string {
  const found = shellBlocks.find(text => text.includes(holding))
  if (found === undefined) throw new Error(`The README has no shell block with ${holding}`)
  return Object.entries(urls).reduce((text, [from, to]) => text.replaceAll(from, to), found)
}

t.test('the tables of settings and scenarios are those of the code', async t => {
  t.equal(readme, withTables(readme), 'run npx tsx scripts/readme.ts')
})

t.test('the session of ten lines ends with three VMs in Canada', async t => {
  await using emulator = await startEmulator()
  const urls = {
    'https://127.0.0.1:9440': emulator.clusters['france']?.url ?? '',
    'https://127.0.0.2:9440': emulator.clusters['canada']?.url ?? ''
  }
  const { stdout } = await run('bash', ['-e', '-c', block('protect_vms', urls)])
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
  t.equal(answers.length, 9, 'every call answers with JSON')
  t.notOk(
    answers.find(answer => 'error_code' in answer || 'error' in answer),
    'and none of them is refused'
  )
  const vms = answers.at(-1)?.['entities'] as { name: string; power_state: string }[]
  t.same(vms.map(({ name }) => name).sort(), ['app01', 'db01', 'web01'])
  t.same([...new Set(vms.map(vm => vm.power_state))], ['off'])
})

t.test('the examples of clock and trouble are accepted', async t => {
  await using emulator = await startEmulator({ fixture: 'france-canada-protected' })
  const urls = { 'https://127.0.0.1:9440': emulator.clusters['france']?.url ?? '' }
  for (const holding of ['until_event', 'links/france/canada/cut']) {
    const { stdout } = await run('bash', [
      '-e',
      '-c',
      block(holding, urls).replaceAll('curl -sk', 'curl -sk --fail-with-body -w "\\n"')
    ])
    const answers = stdout.trim().split('\n').filter(Boolean)
    t.ok(
      answers.length >= 2 && answers.every(answer => !answer.includes('"error"')),
      `${holding}: ${answers.length} answers`
    )
  }
})
