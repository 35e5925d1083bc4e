/** What a start is told is checked when it runs, as flags are. */
import t from 'tap'
import { planOf } from '../../server/library/index.js'
import { builtInText } from '../../server/seed/fixture.js'
import { startEmulator } from '../../server/index.js'

t.test('an option that is none, or of another type, is refused with what it may be', t => {
  for (const [options, message] of [
    [{ fixtur: 'x' }, 'fixtur is no option of an emulator. Did you mean fixture?'],
    [{ json: true }, /^json is no option/],
    [{ readyFile: 'x' }, /^readyFile is no option/],
    [{ clock: 'stopped' }, /clock "stopped" is not one of frozen, running/],
    [{ clock: true }, 'clock is true, which is not one of frozen, running'],
    [{ rate: '2' }, /rate is "2", which is not a number/],
    [{ rate: 0 }, /rate "0" is not a number above 0/],
    [{ at: 'tomorrow' }, /at "tomorrow" is not an instant/],
    [{ at: 12 }, /at is 12, which is not a Date, or an instant/],
    [{ at: new Date(NaN) }, /an invalid Date/],
    [{ port: 70_000 }, /port is 70000, which is not a port/],
    [{ port: '9440' }, /port is "9440"/],
    [{ listen: 'france=127.0.0.1:1' }, /listen is "france=127.0.0.1:1", which is not a list/],
    [{ listen: ['france'] }, /listen "france" is not CLUSTER=ADDRESS:PORT/],
    [{ listen: [{ name: 'france' }] }, /which is not a list of addresses/],
    [{ http: 'yes' }, 'http is "yes", which is not true or false'],
    [{ unref: 1 }, 'unref is 1, which is not true or false'],
    [{ fixture: 7 }, 'fixture is 7, which is not a name, a path, or a fixture'],
    [{ previous: true }, '--previous needs --data'],
    ['frozen', /an object/]
  ] as const)
    t.throws(
      () => planOf(options as object),
      { name: 'ConfigError', code: 'invalid-option', message },
      JSON.stringify(options)
    )
  t.throws(() => planOf({ fixture: { clusters: [], colour: 1 } }), {
    name: 'FixtureError',
    code: 'invalid-fixture',
    message: /the fixture of the options, at /
  })
  t.end()
})

t.test('what is left out, or undefined, has the default of the command', t => {
  const { config, fixture, port, unref } = planOf({ clock: undefined, data: undefined })
  t.match(config, { fixture: 'france-canada', clock: undefined, http: false, user: 'admin' })
  t.same([fixture, port, unref], [undefined, 0, true])
  const listen = ['france=127.0.0.1:9440', { name: 'canada', address: '::1', port: 0 }]
  t.same(planOf({ listen }).config.listen, [
    { name: 'france', address: '127.0.0.1', port: 9440 },
    { name: 'canada', address: '::1', port: 0 }
  ])
  t.equal(planOf({ at: new Date(1500) }).config.atUsecs, planOf({ at: '1970-01-01T00:00:01.5Z' }).config.atUsecs)
  t.end()
})

t.test('a fixture is a name, a path, or an object', async t => {
  const base = JSON.parse(builtInText('france-canada') ?? '') as object
  const text = JSON.stringify(base).replaceAll('"france"', '"lyon"')
  await using emulator = await startEmulator({ fixture: JSON.parse(text) as { clusters: [] }, http: true })
  t.same(Object.keys(emulator.clusters), ['lyon', 'canada'])
  const chosen = { clusters: [{ name: 'solo', vip: '10.0.0.1', subnet: '10.0.0.0/24' }] } as const
  await using single = await startEmulator({ fixture: chosen, http: true })
  t.match(await single.cluster('solo').state(), { name: 'solo' })
  // @ts-expect-error: the names of its clusters are known to the compiler
  t.throws(() => single.cluster('other'), { code: 'invalid-argument' })
})
