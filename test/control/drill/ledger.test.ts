/** The ledger and the score of a drill, from outside: an activation while France is dark, done badly and done well. */
import t from 'tap'
import { startEmulator } from '../../../server/index.js'
import { main } from '../../../server/main.js'
import { emulator } from '../../support/emulator.js'
import type { Emulator } from '../../support/emulator.js'

const V2 = '/PrismGateway/services/rest/v2.0'
const CONTROL = '/emulator/v1'
const fixture = { fixture: 'france-canada-protected' }
const HOURLY = {
  type: 'HOURLY',
  every_nth: 1,
  retention_policy: { local_max_snapshots: 2, remote_max_snapshots: { france: 2 } }
}

async function loseFrance({ ask, advance }: Emulator): Promise<string> {
  const { uuid } = (await ask('france', 'GET', `${CONTROL}/clusters/france/vms`)).body.vms.find(
    (vm: { name: string }) => vm.name === 'web01'
  )
  await advance(600)
  await ask('france', 'POST', `${CONTROL}/clusters/france/vms/${uuid}/marks`, { name: 'order-17' })
  const { status, text } = await ask('canada', 'POST', `${CONTROL}/incidents`, {
    what: 'site-power',
    cluster: 'france'
  })
  if (status !== 200) throw new Error(text)
  return uuid
}

async function powerOn({ ask, advance }: Emulator): Promise<void> {
  for (const { uuid } of (await ask('canada', 'GET', `${V2}/vms`)).body.entities)
    await ask('canada', 'POST', `${V2}/vms/${uuid}/set_power_state`, { transition: 'ON' })
  await advance(5)
}

t.test('the ledger tells what an activation brought back, how old it was, and what it lost', async t => {
  const emulated = await emulator(t, fixture)
  const { ask, advance } = emulated
  await loseFrance(emulated)
  await ask('canada', 'POST', `${V2}/protection_domains/gold/activate`, {})
  await advance(10)
  await powerOn(emulated)
  const { body } = await ask('canada', 'GET', `${CONTROL}/ledger`)
  t.match(body.protections, [
    { domain: 'gold', source: 'france', target: 'canada', active: true, promised_seconds: 3600 }
  ])
  t.match(body.failovers, [
    { kind: 'activate', domain: 'gold', from: 'france', to: 'canada', outcome: 'succeeded', lost_marks: ['order-17'] }
  ])
  const [{ snapshot, running, vms, lost_bytes: lost }] = body.failovers
  t.ok(snapshot.age_seconds > 0 && running !== undefined)
  t.equal(
    lost,
    vms.reduce((sum: number, vm: { lost_bytes: number }) => sum + vm.lost_bytes, 0)
  )
  t.ok(lost > 0)
})

t.test(
  'what is lost in time ends with the source, however late the activation comes, and is what the score counts',
  async t => {
    const emulated = await emulator(t, fixture)
    const { ask, advance } = emulated
    await loseFrance(emulated)
    await advance(1200)
    await ask('canada', 'POST', `${V2}/protection_domains/gold/activate`, {})
    await advance(10)
    const [{ snapshot }] = (await ask('canada', 'GET', `${CONTROL}/ledger`)).body.failovers
    // Evidence D [EMU: the control API's own contract]
    t.equal(snapshot.age_seconds - snapshot.lost_seconds, 1200)
    t.ok(snapshot.lost_seconds >= 600, 'france wrote for so long at least since the snapshot')
    const { criteria } = (await ask('canada', 'GET', `${CONTROL}/ledger/score`)).body
    t.match(
      criteria.find(({ name }: { name: string }) => name === 'data_loss'),
      { value: snapshot.lost_seconds, unit: 'seconds' }
    )
  }
)

t.test('the snapshot that a migration takes itself has no age, and loses nothing', async t => {
  const { ask, advance } = await emulator(t, fixture)
  await ask('france', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' })
  await advance(3600)
  const [failover] = (await ask('canada', 'GET', `${CONTROL}/ledger`)).body.failovers
  // Evidence D [EMU: the control API's own contract]
  t.match(failover, {
    kind: 'migrate',
    outcome: 'succeeded',
    lost_bytes: 0,
    snapshot: { age_seconds: 0, lost_seconds: 0 }
  })
})

t.test('a drill done well keeps its points, one done badly loses them for what was wrong', async t => {
  const criteria = async (emulated: Emulator) => {
    const { body } = await emulated.ask('canada', 'GET', `${CONTROL}/ledger/score`)
    const by = Object.fromEntries(body.criteria.map((one: { name: string }) => [one.name, one]))
    return { points: body.points, by }
  }

  const good = await emulator(t, fixture)
  await loseFrance(good)
  await good.ask('canada', 'POST', `${V2}/protection_domains/gold/activate`, {})
  await good.advance(10)
  await powerOn(good)
  await good.ask('canada', 'POST', `${V2}/protection_domains/gold/schedules`, HOURLY)
  const well = await criteria(good)

  const bad = await emulator(t, fixture)
  await loseFrance(bad)
  await bad.ask('canada', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'france' })
  await bad.ask('canada', 'POST', `${V2}/protection_domains/silver/activate`, {})
  await bad.advance(1800)
  await bad.ask('canada', 'POST', `${V2}/protection_domains/gold/activate`, {})
  await bad.advance(600)
  await bad.ask('canada', 'PUT', `${CONTROL}/clusters/france`, { power: 'on' })
  await bad.advance(120)
  const badly = await criteria(bad)

  t.match(well.by, {
    wrong_end: { value: 0 },
    vms_off: { value: 0 },
    unprotected: { value: 0 },
    dead_site: { value: 0 },
    split_brain: { value: 0 }
  })
  t.match(badly.by, {
    wrong_end: { value: 2, unit: 'calls', says: /migrateProtectionDomain on canada \(protection-domain\/not-active\)/ },
    vms_off: { value: 3, says: /web01/ },
    unprotected: { value: 1, says: /gold/ },
    recovery_time: { says: /not all of its VMs run/ },
    split_brain: { value: 120, says: /gold/ }
  })
  t.ok(badly.points < well.points, `${badly.points} and ${well.points}`)
})

t.test('the score says which domains are down with a dark site while nobody fails them over', async t => {
  const emulated = await emulator(t, fixture)
  const { ask, advance } = emulated
  const score = async (span = '') => {
    const { body } = await ask('canada', 'GET', `${CONTROL}/ledger/score${span}`)
    const of = (name: string) => body.criteria.find((one: { name: string }) => one.name === name)
    return { points: body.points, time: of('recovery_time'), off: of('vms_off') }
  }
  await loseFrance(emulated)
  await advance(1200)
  const down = { value: 1200, cost: 20, says: 'gold is down with france, and nobody failed it over' }
  const vms = { value: 3, cost: 15, says: /^Down with their site: (web01|app01|db01), / }
  t.match(await score(), { points: 65, time: down, off: vms })

  await ask('canada', 'POST', `${V2}/protection_domains/gold/activate`, {})
  await advance(10)
  t.match(
    await score(),
    { time: { says: /^gold is on canada/ }, off: { value: 3, says: /^Off: / } },
    'once it has been'
  )

  const waited = await emulator(t, fixture)
  await loseFrance(waited)
  await waited.advance(1800)
  await waited.ask('canada', 'PUT', `${CONTROL}/clusters/france`, { power: 'on' })
  await waited.advance(600)
  const { criteria } = (await waited.ask('canada', 'GET', `${CONTROL}/ledger/score`)).body
  const back = { value: 1800, cost: 25, says: 'gold was down with france, and nobody failed it over' }
  t.match(criteria, [{ name: 'recovery_time', ...back }])
  t.match(criteria[4], { name: 'vms_off', value: 0, says: 'All of them run' }, 'guests start again with their site')
})

t.test('a site that is lost without a domain of its own costs nothing', async t => {
  const { ask, advance } = await emulator(t, fixture)
  await ask('france', 'PUT', `${CONTROL}/clusters/canada`, { power: 'lost' })
  await advance(1200)
  t.match((await ask('france', 'GET', `${CONTROL}/ledger/score`)).body, { points: 100 })
})

t.test('the journal knows each request and what came of it, and can be forgotten', async t => {
  const { ask } = await emulator(t, fixture)
  await ask('france', 'GET', `${V2}/protection_domains?names=gold`)
  await ask('canada', 'POST', `${V2}/protection_domains/silver/activate`, {})
  const { body } = await ask('france', 'GET', `${CONTROL}/journal`)
  t.match(body.calls, [
    { site: 'france', user: 'admin', method: 'GET', operation: 'getProtectionDomains', status: 200 },
    {
      site: 'canada',
      method: 'POST',
      operation: 'markProtectionDomainActive',
      status: 500,
      refusal: 'protection-domain/not-found'
    }
  ])
  t.equal((await ask('france', 'GET', `${CONTROL}/journal?site=france`)).body.calls.length, 1)
  const unknown = await ask('france', 'GET', `${V2}/protection_domain/gold`)
  t.equal(unknown.status, 404)
  const made = (await ask('france', 'GET', `${CONTROL}/journal?site=france&method=GET`)).body.calls
  t.match(made.at(-1), { url: `${V2}/protection_domain/gold`, status: 404 }, 'what no API has')
  t.notOk('operation' in made.at(-1))
  t.match(await ask('france', 'GET', `${CONTROL}/journal?form=x`), { status: 400 })
  t.match(await ask('france', 'GET', `${CONTROL}/ledger/score?from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z`), {
    status: 400
  })
  await ask('france', 'DELETE', `${CONTROL}/journal`)
  t.same((await ask('france', 'GET', `${CONTROL}/journal`)).body, { count: 0, calls: [] })
})

t.test('pesim ledger prints the ledger and the score of a running emulator', async t => {
  const running = await startEmulator({ fixture: 'france-canada-protected', clock: 'frozen', http: true })
  t.teardown(() => running.stop())
  const target = new URL(running.control).origin
  const printed = async (...args: string[]) => {
    let [stdout, stderr] = ['', '']
    const code = await main(['ledger', ...args], {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: (text: string) => (stderr += text) },
      env: {},
      stop: new AbortController().signal
    })
    return { code, stdout, stderr }
  }
  const { code, stdout } = await printed('--target', target, '--score')
  t.equal(code, 0)
  t.match(stdout, /domain +from +to +points/)
  t.match(stdout, /gold +france +canada +3 /)
  t.match(stdout, /Nothing was migrated, activated or promoted yet/)
  t.match(stdout, /Score: 100 of 100/)
  t.match(JSON.parse((await printed('--target', target, '--json')).stdout), {
    ledger: { protections: [{ domain: 'gold' }] }
  })
  t.match(await printed('--target', 'non:sense'), { code: 2, stderr: /--target/ })
  t.match(await printed('--target', 'nonsense'), { code: 3, stderr: /is named nonsense, which --target asks for/ })
  t.match(await printed('--target', 'http://127.0.0.1:1'), { code: 3, stderr: /does not answer/ })
})
