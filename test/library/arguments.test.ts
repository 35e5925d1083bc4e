/** A field of an options object that nothing reads is refused wherever one is taken: a typo never passes for a default. */
import t from 'tap'
import { connect, startEmulator } from '../../server/index.js'

/** As JavaScript calls it, where no compiler says what is misspelt. */
const emulator = await startEmulator({ http: true, clock: 'frozen', fixture: 'france-canada-protected' })
t.teardown(() => emulator.stop())
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const untyped = emulator as any
const link = () => untyped.link('france', 'canada')
const { url } = emulator.clusters.france

const misspelt: Readonly<Record<string, readonly [call: () => unknown, says: RegExp]>> = {
  'link.cut': [() => link().cut({ form: 'france' }), /no field form of a cut. There is only from/],
  'link.heal': [() => link().heal({ form: 'france' }), /no field form of a healing/],
  'link.slow': [() => link().slow({ loss: 0, latency: 1 }), /no field latency/],
  until: [
    () => untyped.until('snapshot-received', { cluser: 'france' }),
    /cluser of an awaited event. Did you mean cluster/
  ],
  vm: [() => untyped.vm('web01', { cluser: 'france' }), /cluser of the place of a VM. Did you mean cluster/],
  'vm.write': [() => untyped.vm('web01').write('a', { name: 'b' }), /no field name of a write. There is only bytes/],
  score: [() => untyped.score({ form: '2026-01-31T08:00:00Z' }), /no field form of a span/],
  'clock.advance': [() => untyped.clock.advance({ seconds: 1, minutes: 2 }), /no field minutes of a duration/],
  'until within': [() => untyped.until('snapshot-received', { within: { seconds: 1, hours: 2 } }), /no field hours/],
  'journal.find': [() => untyped.journal.find({ metod: 'GET' }), /Did you mean method/],
  'journal.find span': [() => untyped.journal.find({}, { form: '2026-01-31T08:00:00Z' }), /no field form of a span/],
  'journal.expect': [() => untyped.journal.expect({}, { time: 1 }), /Did you mean times/],
  fork: [() => untyped.fork({ nam: 'x' }), /Did you mean name/],
  'labs.create': [() => untyped.labs.create({ sed: 'x' }), /Did you mean seed/],
  reset: [() => untyped.reset({ fixtur: 'x' }), /fixtur/],
  'cluster.createVms': [() => untyped.cluster('france').createVms({ cout: 3 }), /additional properties: cout/],
  'incidents.plan': [() => untyped.incidents.plan({ what: 'site-power', cluser: 'france' }), /properties: cluser/],
  'mishaps.add': [() => untyped.mishaps.add({ operatoin: 'getVMs', status: 503 }), /properties: operatoin/],
  'api.get': [() => untyped.api.get('/journal', { qurey: { site: 'france' } }), /has no qurey: it takes path, query/],
  'api.post': [() => untyped.api.post('/world/reset', { bdy: {} }), /has no bdy/],
  'api.events': [() => untyped.api.events({ type: ['x'] }), /has no type: it takes types/],
  connect: [() => connect(url, { tokn: 'x' } as object), /tokn is no option of that emulator. Did you mean token/],
  'connect clusters': [() => connect(url, { clusters: { frnce: url } }), /frnce is no cluster .*Did you mean france/],
  'listen of a start': [
    () => startEmulator({ listen: [{ name: 'france', address: '127.0.0.1', port: 0, host: 'x' } as never] }),
    /listen is .*"host"/
  ]
}

for (const [name, [call, says]] of Object.entries(misspelt))
  t.test(`${name} refuses a field that it does not read`, async t => {
    const { revision } = (await emulator.api.get('/world')) as { revision?: number }
    await t.rejects(async () => call(), { message: says })
    t.equal(
      ((await emulator.api.get('/world')) as { revision?: number }).revision,
      revision,
      'and nothing has happened'
    )
  })

t.test('what is no object is no options', async t => {
  for (const call of [
    () => link().cut('france'),
    () => link().slow(),
    () => untyped.until('snapshot-received', 'france'),
    () => untyped.until('snapshot-received', null),
    () => untyped.vm('web01', 'france'),
    () => untyped.score('2026-01-31T08:00:00Z'),
    () => untyped.fork('drill'),
    () => untyped.reset('france-canada')
  ])
    await t.rejects(async () => call(), { name: 'InvalidArgument', message: /is no object/ })
})
