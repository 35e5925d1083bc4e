/** Every scenario that comes with pesim goes as it says; and one that does not is told of, with its place. */
import t from 'tap'
import { loadScenario } from '../../server/scenarios/load.js'
import { playAlone } from '../../server/scenarios/play-alone.js'
import { mismatch, findUnwanted } from '../../server/scenarios/match.js'
import { builtInScenario, parseScenario, scenarioNames } from '../../server/scenarios/scenario.js'
import type { Scenario, Step } from '../../server/scenarios/scenario.js'

for (const name of scenarioNames) {
  t.test(`scenario ${name}`, async t => {
    const scenario = parseScenario(builtInScenario(name) ?? '', name)
    const { fault } = await playAlone(scenario)
    t.equal(fault ?? '', '', scenario.title)
  })
}

t.test('an expectation holds for what is there, in any place of a list, and for nothing else', async t => {
  const answer = {
    entities: [
      { name: 'a', on: true },
      { name: 'b', on: false }
    ],
    count: 2
  }
  const holds = [
    {},
    { count: 2 },
    { entities: [{ name: 'b' }] },
    { entities: [{ name: 'b' }, { name: 'a', on: true }] },
    { entities: { $length: 2 } },
    { entities: [{ name: { $match: '^a' } }] }
  ]
  for (const expected of holds) t.equal(mismatch(answer, expected), undefined, JSON.stringify(expected))
  const fails: [unknown, RegExp][] = [
    [{ count: 3 }, /the answer\.count is 2, not 3/],
    [{ missing: 1 }, /missing is absent/],
    [{ entities: [{ name: 'a', on: false }] }, /none of the 2 entries of the answer\.entities/],
    [{ entities: { $length: 3 } }, /has 2 entries, not 3/],
    [{ entities: [{ name: { $match: '^c' } }] }, /none of the 2/],
    [{ count: [2] }, /not a list/]
  ]
  for (const [expected, says] of fails) t.match(mismatch(answer, expected), says, JSON.stringify(expected))
  t.equal(findUnwanted(answer, { name: 'c' }), undefined)
  t.match(findUnwanted(answer, { name: 'b' }), /should not/)
})

t.test('a step that does not go as expected ends the scenario with its place', async t => {
  const fixture = 'france-canada-protected'
  const cases: [Step, RegExp][] = [
    [{ call: 'GET france /protection_domains/gold', expect: { active: false } }, /step 2, GET france .*active is true/],
    [{ call: 'GET france /protection_domains/lead' }, /status 500, not 2xx: .*does not exist/],
    [{ call: 'GET france /vms', status: 'none' }, /status 200, not none/],
    [{ call: 'GET france /vms', expectNone: { name: 'web01' } }, /holds .*web01/],
    [{ control: 'POST /incidents', body: { what: 'earthquake' } }, /status 400/],
    [{ advance: { until_event: { type: 'power-lost', within_seconds: 60 } } }, /status 409/]
  ]
  for (const [step, says] of cases) {
    const scenario: Scenario = { title: 'one that fails', fixture, steps: [{ advance: 1 }, step] }
    t.match((await playAlone(scenario)).fault, says, JSON.stringify(step))
  }
})

t.test('a scenario that is none is refused with its place', async t => {
  const cases: [string, RegExp][] = [
    ['{', /mine is not JSON/],
    ['{"title":"x","fixture":"y"}', /steps/],
    ['{"title":"x","fixture":"y","steps":[{"call":"EAT france /vms"}]}', /\/steps\/0\/call/],
    ['{"title":"x","fixture":"y","steps":[{"calls":"x"}]}', /unknown key calls/]
  ]
  for (const [text, says] of cases) t.throws(() => parseScenario(text, 'mine'), { name: 'FixtureError', message: says })
  await t.rejects(playAlone({ title: 'x', fixture: 'nowhere', steps: [] }), {
    name: 'FixtureError',
    message: /nowhere/
  })
})

t.test('a name that no scenario has is answered with the nearest', async t => {
  await t.rejects(loadScenario('migrate-target-does-not-takeover'), {
    message: /no scenario and no file of that name; did you mean migrate-target-does-not-take-over\?/
  })
})
