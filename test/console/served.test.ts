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

t.test(
  'files come compressed or not, with their type; unknown addresses are the page, unknown files are none',
  async t => {
    const { send } = await emulator(t, {})
    const get = (url: string, headers = {}) => send('france', { method: 'GET', url, headers })
    const page = await get('/console/')
    t.match(page.headers, { 'content-type': /^text\/html/, 'content-security-policy': /frame-ancestors 'none'/ })
    t.match(page.text, /<script type="module" src="[^"]*main\.js"/)
    t.equal((await get('/console/data-protection/table')).text, page.text)
    t.match(await get('/console/nothing.js'), { status: 404, text: /no such file/ })
    const script = await get('/console/main.js')
    t.match(script.headers['content-type'], /^text\/javascript/)
    const zipped = await get('/console/main.js', { 'accept-encoding': 'gzip, br' })
    t.equal(zipped.headers['content-encoding'], 'gzip')
    t.ok(Number(zipped.headers['content-length']) < Number(script.headers['content-length']))
    const etag = String(script.headers['etag'])
    t.match(await get('/console/main.js', { 'if-none-match': etag }), { status: 304, text: '' })
  }
)
