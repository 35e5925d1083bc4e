/** What the server does for the console: it marks its requests, leads browsers to it, and guards its page. */
import t from 'tap'
import { emulator } from '../support/emulator.js'

t.test('what the console asks is marked, and counts in no score', async t => {
  const { send, get } = await emulator(t, { fixture: 'france-canada-protected' })
  const url = '/PrismGateway/services/rest/v2.0/protection_domains/lead/migrate'
  const wire = {
    method: 'POST',
    url,
    payload: '{"value":"canada"}',
    headers: { 'content-type': 'application/json' }
  } as const
  const wrongEnds = async (): Promise<unknown> =>
    (await get('/emulator/v1/ledger/score')).criteria.find(({ name }: { name: string }) => name === 'wrong_end').value
  await send('france', { ...wire, headers: { ...wire.headers, 'x-pesim-console': '1' } })
  t.equal(await wrongEnds(), 0)
  await send('france', wire)
  t.equal(await wrongEnds(), 1, 'what a script asks does')
  const { calls } = await get('/emulator/v1/journal')
  t.same(
    calls.map(({ console: mark }: { console?: boolean }) => mark),
    [true, undefined]
  )
})

t.test('a browser is led to the console, others to the reference page; nothing of it may be framed', async t => {
  const { send } = await emulator(t, {})
  const led = async (accept: string): Promise<unknown> =>
    (await send('france', { method: 'GET', url: '/', headers: { accept } })).headers['location']
  t.same([await led('text/html,*/*'), await led('*/*')], ['/console/', '/docs'])
  const site = await send('canada', { method: 'GET', url: '/console/site.json' })
  t.match(site.body, { here: 'canada', sites: [{ name: 'france' }, { name: 'canada' }, { kind: 'central' }] })
  t.match(site.headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/)
})

t.test(
  'a login that the console asks about is refused without a challenge, or the browser would ask first',
  async t => {
    const { send } = await emulator(t, {})
    const refused = async (mark: Record<string, string>): Promise<unknown> => {
      const headers = { authorization: 'Basic Og==', ...mark }
      const { status, headers: answered } = await send('france', {
        method: 'GET',
        url: '/api/nutanix/v2.0/vms',
        headers
      })
      return [status, answered['www-authenticate']]
    }
    t.same(await refused({}), [401, 'Basic realm="Prism"'])
    t.same(await refused({ 'x-pesim-console': '1' }), [401, undefined])
  }
)
