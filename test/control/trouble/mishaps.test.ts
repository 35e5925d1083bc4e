/** HTTP trouble on request: late, refused, spoilt and lost answers, for the requests that are meant and for no other. */
import t from 'tap'
import { MISHAP_BODY_BYTES_MAX } from '../../../server/control/trouble/mishaps.js'
import { MISHAPS_MAX } from '../../../server/http/app/mishaps.js'
import { startEmulator } from '../../../server/index.js'
import { emulator } from '../../support/emulator.js'
import type { Emulator } from '../../support/emulator.js'
import { controlApi, protectedSites, refuses } from '../../support/control.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const MISHAPS = '/emulator/v1/mishaps'
const fixture = { fixture: 'france-canada-protected' }

async function mishap({ ask }: Pick<Emulator, 'ask'>, request: object): Promise<string> {
  const { status, body, text } = await ask('france', 'POST', MISHAPS, request)
  if (status !== 200) throw new Error(text)
  return body.id
}

t.test('a mishap refuses in the form of the API that was asked, after some and for a while', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const id = await mishap(emulated, { cluster: 'france', path: '/vms', status: 503, skip: 1, count: 2 })
  const statuses = async (site: string, url: string) => {
    const all = []
    for (let i = 0; i < 4; i++) all.push((await ask(site, 'GET', url)).status)
    return all
  }
  t.same(await statuses('france', `${V2}/vms`), [200, 503, 503, 200])
  t.same(await statuses('canada', `${V2}/vms`), [200, 200, 200, 200], 'another cluster')
  t.same(await statuses('france', `${V2}/hosts`), [200, 200, 200, 200], 'another path')
  t.match((await ask('france', 'GET', `${MISHAPS}/${id}`)).body, { id, seen: 4, hits: 2, request: { status: 503 } })

  await mishap(emulated, { operation: 'getVMs', status: 502 })
  t.match((await ask('france', 'GET', `${V2}/vms`)).body, { message: /mishap-2/, error_code: { code: 90000 } })
  await mishap(emulated, { method: 'GET', path: '/clusters', status: 502 })
  t.match((await ask('canada', 'GET', `${V1}/clusters`)).body, { message: /mishap-3/, errorCode: { code: 90000 } })
})

t.test('an answer is spoilt as it is said: its status, its headers, a page that is no JSON', async t => {
  const emulated = await emulator(t)
  const page = '<html><body>502 Bad Gateway</body></html>'
  await mishap(emulated, { path: '/vms/*', status: 429, headers: { 'retry-after': '7' }, body: { wait: true } })
  await mishap(emulated, { path: '/hosts', status: 200, body: page })
  const limited = await emulated.ask('france', 'GET', `${V2}/vms/x`)
  t.match(limited, { status: 429, headers: { 'retry-after': '7' }, body: { wait: true } })
  const spoilt = await emulated.ask('france', 'GET', `${V2}/hosts/`)
  t.match(spoilt, { status: 200, headers: { 'content-type': /text\/html/ }, text: page })
})

t.test('a request takes effect although its answer is lost, and whoever asks again is told', async t => {
  const emulated = await emulator(t, fixture)
  const { ask, lab } = emulated
  const url = `${V2}/protection_domains/gold/migrate`
  const id = await mishap(emulated, { path: '/protection_domains/*/migrate', afterwards: true, reset: true, count: 1 })
  await t.rejects(ask('france', 'POST', url, { value: 'canada' }))
  t.equal(lab.world.clusters['france']?.protectionDomains['gold']?.change?.kind, 'migrate', 'it is under way')
  t.match(await ask('france', 'POST', url, { value: 'canada' }), { status: 500, body: { message: /progress|migrat/i } })
  const { calls } = (await ask('france', 'GET', '/emulator/v1/journal')).body
  t.match(calls, [
    { operation: 'migrate', mishap: id },
    { operation: 'migrate', status: 500 }
  ])
  t.notOk('status' in calls[0], 'nobody answered it')
})

t.test('before the effect, nothing has happened', async t => {
  const emulated = await emulator(t, fixture)
  const before = JSON.stringify(emulated.lab.world)
  await mishap(emulated, { method: 'POST', reset: true })
  await t.rejects(emulated.ask('france', 'POST', `${V2}/protection_domains`, { value: 'silver' }))
  t.equal(JSON.stringify(emulated.lab.world), before)
  const { criteria } = (await emulated.ask('france', 'GET', '/emulator/v1/ledger/score')).body
  t.match(
    criteria.find((one: { name: string }) => one.name === 'dead_site'),
    { says: 'None' },
    'the site is not to blame'
  )
})

t.test(
  'a late answer is the right one; the others do not wait for it, and the end of the emulator ends it',
  async t => {
    const { clusters, control, stop } = await startEmulator({ http: true, clock: 'frozen' })
    const { url = '' } = clusters['france'] ?? {}
    const credentials = { authorization: `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}` }
    const get = (path: string) => fetch(`${url}${V2}/${path}`, { headers: credentials })
    const add = async (request: object) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${control}/mishaps`, { method: 'POST', headers, body: JSON.stringify(request) })
      t.equal(answer.status, 200)
    }
    await add({ path: '/hosts', delay_seconds: 0.001 })
    t.equal((await get('hosts')).status, 200)
    await add({ path: '/vms', delay_seconds: 3600 })
    const late = get('vms').then(
      () => 'late',
      () => 'late'
    )
    t.equal(await Promise.race([late, get('cluster').then(() => 'at once')]), 'at once')
    await stop()
    t.equal(await late, 'late')
  }
)

t.test('Prism Central has mishaps too, in v3 and in what it hands on', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  await mishap(emulated, { cluster: 'central', status: 503 })
  t.match(await ask('central', 'POST', '/api/nutanix/v3/clusters/list', {}), { status: 503, body: { state: 'ERROR' } })
  const { calls } = (await ask('france', 'GET', '/emulator/v1/journal?site=central')).body
  t.match(calls, [{ operation: 'listClusters', status: 503, mishap: 'mishap-1' }], 'v3 is in the journal too')
  const { uuid } = (await ask('france', 'GET', `${V2}/cluster`)).body
  t.equal((await ask('central', 'GET', `${V2}/vms?proxyClusterUuid=${uuid}`)).status, 503)
  await ask('france', 'DELETE', MISHAPS)
  t.equal((await ask('central', 'GET', `${V2}/vms?proxyClusterUuid=${uuid}`)).status, 200)
})

t.test('mishaps are listed, removed, and forgotten by a reset of the world', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const request = { path: '/vms', status: 503, headers: {}, skip: 0, delay_seconds: 0, afterwards: false }
  const id = await mishap(emulated, { path: '/vms', status: 503 })
  const added = { id, seen: 0, hits: 0, request }
  t.same((await ask('france', 'GET', MISHAPS)).body, { mishaps: [added] })
  t.same((await ask('france', 'DELETE', `${MISHAPS}/${id}`)).body, added)
  t.equal((await ask('france', 'GET', `${V2}/vms`)).status, 200)
  await mishap(emulated, { path: '/vms', status: 503 })
  await ask('france', 'POST', '/emulator/v1/world/reset', {})
  t.same((await ask('france', 'GET', MISHAPS)).body, { mishaps: [] })
})

t.test('a mishap that no request can meet, or that does nothing, is refused', async t => {
  const { ask, lab } = await controlApi(t)
  const post = 'POST /mishaps'
  await refuses(t, { ask, lab }, [
    [post, {}, '400 invalid-request', /NOT have fewer than 1/],
    [post, { path: '/vms' }, '400 invalid-request', /nothing that happens/],
    [post, { path: '/vms', status: 503, reset: true }, '400 invalid-request', /both status and reset/],
    [post, { path: '/vms', reset: true, body: 'x' }, '400 invalid-request', /need body\/status/],
    [post, { path: 'vms', reset: true }, '400 invalid-request', /pattern/],
    [post, { reset: true, speed: 1 }, '400 invalid-request', /speed/],
    [post, { reset: true, cluster: 'frnace' }, '404 cluster/not-found', /no cluster frnace. Did you mean france/],
    [post, { reset: true, operation: 'getVMS' }, '404 operation/not-found', /Did you mean getVMs/],
    [post, { reset: true, path: '/protection_domain/*' }, '404 path/not-found', /protection_domain/],
    [post, { reset: true, path: '/vms', method: 'DELETE' }, '404 path/not-found', /DELETE \/vms/],
    ['GET /mishaps/mishap-9', undefined, '404 mishap/not-found', /mishap-9/],
    ['DELETE /mishaps/mishap-9', undefined, '404 mishap/not-found', /mishap-9/]
  ])
  t.same((await ask('GET', '/mishaps')).body, { mishaps: [] })

  for (let i = 0; i < MISHAPS_MAX; i++) await ask('POST', '/mishaps', { reset: true })
  await refuses(t, { ask, lab }, [[post, { reset: true }, '409 mishaps/too-many', /1000 mishaps/]])
})

t.test('the texts of a mishap have limits, and one character more is refused', async t => {
  const api = await controlApi(t, protectedSites)
  const path = (length: number): string => `/vms/${'a'.repeat(length - '/vms/'.length)}`
  const body = (bytes: number): string => 'a'.repeat(bytes - 2) // the quotes count
  const accepted = [
    { path: path(1024), status: 503 },
    { path: '/vms', status: 503, headers: { 'x-long': 'a'.repeat(8192) } },
    { path: '/vms', status: 503, body: body(MISHAP_BODY_BYTES_MAX) }
  ]
  for (const request of accepted) t.match(await api.ask('POST', '/mishaps', request), { status: 200 })
  await refuses(t, api, [
    ['POST /mishaps', { path: path(1025), status: 503 }, '400 invalid-request', /body\/path .*1024/],
    ['POST /mishaps', { operation: 'a'.repeat(256), status: 503 }, '400 invalid-request', /body\/operation .*255/],
    ['POST /mishaps', { operation: 'a'.repeat(255), status: 503 }, '404 operation/not-found', /There is no operation/],
    ['POST /mishaps', { path: '/vms', status: 503, headers: { x: 'a'.repeat(8193) } }, '400 invalid-request', /8192/],
    [
      'POST /mishaps',
      { path: '/vms', status: 503, body: body(MISHAP_BODY_BYTES_MAX + 1) },
      '400 invalid-request',
      /body\/body .*65536/
    ]
  ])
})

t.test('a path that would backtrack is matched at once, and by what it says', async t => {
  const emulated = await emulator(t, fixture)
  await mishap(emulated, { path: `/vms/${'*a'.repeat(200)}*b`, status: 418 })
  const status = async (name: string): Promise<number> =>
    (await emulated.ask('france', 'GET', `${V2}/vms/${name}`)).status
  t.equal(await status(`${'a'.repeat(300)}b`), 418)
  t.not(await status('a'.repeat(300)), 418)
})
