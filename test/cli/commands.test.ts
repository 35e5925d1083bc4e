/** What all commands have in common: examples, an option for programs, and a place in the page of the command line. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import t from 'tap'
import { pages, tableNames, tablesOf, withTables } from '../../scripts/readme.js'
import { createProgram } from '../../server/cli/program.js'
import { examplesOf } from '../../server/cli/running/hand.js'
import { bitsPerSecondOf, bytesOf, secondsOf } from '../../server/cli/running/quantity.js'

const silent = { write: () => undefined }
const program = createProgram(
  { stdout: silent, stderr: silent, env: {}, stop: new AbortController().signal },
  () => undefined
)

const leavesOf = (command: Command): Command[] => {
  const below = command.commands.filter(each => each.name() !== 'help')
  return below.length === 0 ? [command] : below.flatMap(leavesOf)
}
const leaves = leavesOf(program).filter(command => command.name() !== 'version')

t.test('every command shows examples, which it takes itself', async t => {
  for (const command of leaves) {
    const examples = examplesOf(command)
    t.ok(examples.length > 0, command.name())
    for (const example of examples.filter(each => each.startsWith('pesim')))
      t.match(example, new RegExp(`\\b${command.name()}\\b|^pesim `))
  }
})

t.test('every command answers programs in JSON, but completion, which answers shells', async t => {
  const without = leaves
    .filter(command => !command.options.some(({ long }) => long === '--json'))
    .map(each => each.name())
  t.same(without, ['completion'])
})

t.test('the tables of the pages are those of the code, and each stands in one', async t => {
  const read = pages.map(page => ({ page, text: readFileSync(page, 'utf8') }))
  for (const { page, text } of read) t.equal(text, withTables(text), `${page}: run npx tsx scripts/readme.ts`)
  t.same(read.flatMap(({ text }) => tablesOf(text)).sort(), [...tableNames].sort())
})

t.test('durations, rates and sizes are read as people write them', async t => {
  const rows = [
    ...[
      ['90', 90],
      ['90s', 90],
      ['5m', 300],
      ['5min', 300],
      ['1h30m', 5400],
      ['1h 30m', 5400],
      ['2d', 172_800],
      ['85ms', 0.085]
    ].map(row => [secondsOf, ...row]),
    ...[
      ['500M', 5e8],
      ['56kbit/s', 56_000],
      ['1Gbps', 1e9],
      ['1000', 1000]
    ].map(row => [bitsPerSecondOf, ...row]),
    ...[
      ['4096', 4096],
      ['5MB', 5e6],
      ['20MB/s', 2e7],
      ['1.5G', 1.5e9]
    ].map(row => [bytesOf, ...row])
  ] as [(text: string) => number, string, number][]
  for (const [read, text, value] of rows) t.equal(read(text), value, text)
  for (const text of ['', 'h', '1x', '1h x', '-5m', '1hh'])
    t.throws(() => secondsOf(text), { name: 'ConfigError' }, text)
  for (const text of ['', 'M', '5MiB/h', '-1']) t.throws(() => bytesOf(text), { name: 'ConfigError' }, text)
})
