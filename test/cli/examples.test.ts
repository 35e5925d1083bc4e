/** The commands that ask a running emulator, asked of one: every example of their help works, and a wrong value ends with the code of the table. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import t from 'tap'
import { createProgram } from '../../server/cli/program.js'
import { examplesOf } from '../../server/cli/running/hand.js'
import { startEmulator } from '../../server/index.js'
import type { Emulator } from '../../server/index.js'
import { main } from '../../server/main.js'

const protectedLab = { http: true, clock: 'frozen', fixture: 'france-canada-protected' } as const

const root = process.cwd()
const folder = await mkdtemp(join(tmpdir(), 'pesim-examples-'))
process.chdir(folder) // where examples name files
t.teardown(() => rm(folder, { recursive: true, force: true }))

const silent = { write: () => undefined }
const nowhere = { stdout: silent, stderr: silent, env: {}, stop: new AbortController().signal }
const groups = ['clock', 'link', 'power', 'incident', 'mishap', 'vm', 'state', 'lab', 'ledger', 'journal']
const allOf = (command: Command): Command[] => [command, ...command.commands.flatMap(allOf)]
const commands = createProgram(nowhere, () => undefined)
  .commands.filter(each => groups.includes(each.name()))
  .flatMap(allOf)

/** What has to be there for some of them. */
const before: readonly (readonly [examples: RegExp, does: readonly string[]])[] = [
  [/ until mode-change-ended /, ['migrate']],
  [/ vm marks canada /, ['migrate', 'pesim clock idle']],
  [/ incident withdraw /, ['pesim incident plan link-cut --between france,canada']],
  [/ mishap remove /, ['pesim mishap add --status 503']],
  [/ state (restore|export|delete) |--state before/, ['pesim state save before']],
  [/ state import /, ['pesim state save before', 'pesim state export before before.json']],
  [/ lab delete |--of drill/, ['pesim lab create drill']]
]

t.test('every example works on an emulator that has what it names', async t => {
  await copyFile(join(root, 'fixtures/france-canada.json'), 'mine.json')
  const all = new Set(commands.flatMap(examplesOf))
  t.ok(all.size > 50)
  for (const example of all) {
    await using running = await startEmulator(protectedLab)
    for (const step of before.flatMap(([examples, does]) => (examples.test(example) ? does : [])))
      t.match(
        await (step === 'migrate' ? migrate(running) : pesim(running, step)),
        { code: 0 },
        `${step}, before ${example}`
      )
    t.match(await pesim(running, await withId(running, example)), { code: 0, err: '' }, example)
  }
})

t.test('a value that only the emulator finds wrong is a wrong value, and a refusal is none', async t => {
  await using running = await startEmulator(protectedLab)
  const rows: [line: string, code: number, says: RegExp][] = [
    ['pesim link slow --bandwidth 0', 2, /bandwidth.* must be >/],
    ['pesim link slow --bandwidth 1M --loss 2', 2, /loss must be < 1/],
    ['pesim clock run --rate 0', 2, /rate must be > 0/],
    ['pesim incident plan host', 2, /cluster/],
    ['pesim mishap add --method FOO', 2, /allowed values/],
    ['pesim power france off', 2, /^pesim: Power is lost or on, not "off"$/],
    ['pesim power nowhere lost', 1, /no cluster nowhere/],
    ['pesim vm list nowhere', 1, /no cluster nowhere/],
    ['pesim vm marks france nobody', 1, /no VM nobody on france, but web01/],
    ['pesim vm write france nobody --mark a', 1, /no VM nobody/],
    ['pesim incident plan host --cluster france --host nobody', 1, /[Hh]ost nobody/],
    ['pesim incident withdraw incident-0', 1, /no .*incident incident-0/],
    ['pesim mishap remove mishap-0', 1, /no mishap mishap-0/],
    ['pesim state restore nowhere', 1, /nowhere/],
    ['pesim lab delete nowhere', 1, /nowhere/],
    ['pesim link cut france nowhere', 1, /nowhere/],
    ['pesim clock until no-event', 1, /no-event/],
    ['pesim clock until 2001-01-01T00:00:00Z', 1, /never runs back/]
  ]
  for (const [line, code, says] of rows) t.match(await pesim(running, line), { code, err: says }, line)
  t.match(await pesim(running, 'pesim power france'), { out: / on / }, 'nothing has happened')
})

/** Of an incident or a mishap: the number is that of the run, the rest of an id is as the example has it. */
async function withId(running: Emulator, example: string): Promise<string> {
  const [id, kind] = /\b(incident|mishap)-\d+$/.exec(example) ?? []
  if (id === undefined) return example
  const { out } = await pesim(running, `pesim ${kind} list`)
  return example.replace(id, new RegExp(`^${kind}-\\d+`, 'm').exec(out)?.[0] ?? 'none')
}

/** What a script does with the domain of the fixture. */
async function migrate({ clusters: { france } }: Emulator) {
  const migration = { method: 'POST', body: '{"value":"canada"}', headers: { 'content-type': 'application/json' } }
  const answer = await france?.fetch('/api/nutanix/v2.0/protection_domains/gold/migrate', migration)
  return { code: answer?.status === 201 ? 0 : 1 }
}

async function pesim(running: Emulator, line: string) {
  const output = { out: '', err: '' }
  const [, ...args] = line.split(' ').map(word => word.replace(/^'(.*)'$/, '$1'))
  const code = await main([...args, '--target', new URL(running.control).origin], {
    stdout: { write: text => (output.out += text) },
    stderr: { write: text => (output.err += text) },
    env: {},
    stop: new AbortController().signal
  })
  return { code, out: output.out.trim(), err: output.err.trim() }
}
