/** The table of refusals is the one that is served, and the check of what tests met finds what is wrong. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { refusalsFile, refusalsPage, wrongRefusals } from '../../scripts/refusals.js'
import type { RefusalForm } from '../../server/domain/core/index.js'
import { refusals } from '../../server/domain/refusals.js'

t.test('docs/refusals.md is what npm run coverage writes', async t => {
  t.equal(readFileSync(refusalsFile, 'utf8'), refusalsPage())
})

t.test('where nobody says which status a thing that is missing or is there already has, the table says D', async t => {
  const guessed = Object.entries<RefusalForm>(refusals).filter(([code]) => /\/exists$|not-found$/.test(code))
  t.ok(guessed.length > 30)
  for (const [code, { grade = 'C' }] of guessed) t.equal(grade, code === 'protection-domain/exists' ? 'B' : 'D', code)
})

t.test('a refusal that no test met is wrong, and so is one with another status', async t => {
  const met = Object.entries(refusals).map(([code, form]) => `${code} ${'status' in form ? form.status : 500}`)
  const note = { file: 'test/one.test.ts', requests: [], handlers: [] }
  const without = met.filter(each => !each.startsWith('vm/not-found'))
  const found = (seen: string[]): string[] =>
    wrongRefusals([{ ...note, refusals: seen }]).filter(each => each.includes('vm/not-found'))
  t.same(found(met), [])
  t.same(found(without), ['met by no test: vm/not-found'])
  t.same(found([...met, 'vm/not-found 404']), ["another status than the table's: vm/not-found 404"])
  t.same(found([...met, 'vm/not-found 418']), ["another status than the table's: vm/not-found 418"])
})

t.test('an exception that a test meets is wrong, and so is one that is no refusal', async t => {
  const note = { file: 'test/one.test.ts', requests: [], handlers: [], refusals: ['vm/not-found 500'] }
  const found = (exceptions: Record<string, string>): string[] =>
    wrongRefusals([note], exceptions).filter(each => /vm\/(not-found|misspelt)/.test(each))
  t.same(found({}), [])
  t.same(found({ 'vm/not-found': 'why' }), ['met, though listed as never met: vm/not-found'])
  t.same(found({ 'vm/misspelt': 'why' }), ['listed as never met, and no refusal: vm/misspelt'])
  const own = wrongRefusals([]).filter(each => each.includes('no refusal'))
  t.same(own, [], 'the exceptions of the script')
})
