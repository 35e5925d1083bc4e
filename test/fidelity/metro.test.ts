/** Metro availability in step with its state: what synchronizes is a replication, and a planned fail-over needs no force. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator } from '../support/emulator.js'

const V2 = '/PrismGateway/services/rest/v2.0'
const DOMAIN = `${V2}/protection_domains/mirrored`

async function mirrored(t: Test) {
  const instance = await emulator(t, { fixture: 'france-canada-esxi' })
  const post = async (site: string, path: string, body?: unknown) => {
    const { status, text } = await instance.ask(site, 'POST', path, body)
    t.ok(status < 300, `POST ${path} at ${site}: ${text}`)
  }
  const stateAt = async (site: string) => {
    const { metro_avail: metro, ongoing_replication_count: ongoing } = (await instance.ask(site, 'GET', DOMAIN)).body
    return { role: metro.role as string, status: metro.status as string, ongoing: ongoing as number }
  }
  await post('france', `${V2}/protection_domains`, { value: 'mirrored' })
  await post('france', `${DOMAIN}/metro_avail_enable`, { container: 'metro', remote_site: 'canada' })
  return { ...instance, post, stateAt }
}

t.test('while both sides are brought together a replication is under way on each', async t => {
  const { ask, advance, stateAt } = await mirrored(t)
  // Evidence B [C: clients]: a script gives a healthy synchronization up when none is listed
  t.same(await stateAt('france'), { role: 'Active', status: 'Synchronizing', ongoing: 1 })
  t.same(await stateAt('canada'), { role: 'Standby', status: 'Synchronizing', ongoing: 1 })
  const listed = async (site: string) => (await ask(site, 'GET', `${DOMAIN}/replications`)).body.entities
  t.match(await listed('france'), [
    { remote_site_name: 'canada', sender: true, completed_percentage: 0, paused: false }
  ])
  t.match(await listed('canada'), [{ remote_site_name: 'france', sender: false }])
  await advance(24 * 3600)
  t.same(await stateAt('france'), { role: 'Active', status: 'Enabled', ongoing: 0 })
  t.same(await listed('france'), [])
})

t.test('a wait until nothing is under way waits for it', async t => {
  const { ask, stateAt } = await mirrored(t)
  const { status } = await ask('france', 'POST', '/emulator/v1/clock/advance', { until_idle: true })
  // Evidence D [EMU: the control API's own contract]
  t.equal(status, 200)
  t.match(await stateAt('france'), { status: 'Enabled' })
})

t.test(
  'a planned fail-over: promoted, disabled at the old side, enabled again at the new one, without force',
  async t => {
    const { ask, advance, post, stateAt } = await mirrored(t)
    await advance(24 * 3600)
    await post('canada', `${DOMAIN}/promote?force=true`)
    t.match(await stateAt('france'), { status: 'Decoupled' })
    const early = await ask('canada', 'POST', `${DOMAIN}/metro_avail_enable?re_enable=true`, {})
    t.match(early.body.message, /disable it there first/, 'refused while the other side is decoupled')
    await post('france', `${DOMAIN}/metro_avail_disable`)
    // Evidence B [C: clients]: scripts of planned fail-overs enable it again so
    await post('canada', `${DOMAIN}/metro_avail_enable?re_enable=true`, {})
    t.same(await stateAt('canada'), { role: 'Active', status: 'Synchronizing', ongoing: 1 })
    await advance(24 * 3600)
    t.match(await stateAt('canada'), { role: 'Active', status: 'Enabled' })
    t.match(await stateAt('france'), { role: 'Standby', status: 'Enabled' })
  }
)
