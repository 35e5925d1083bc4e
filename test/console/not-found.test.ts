/** What a path that leads to nothing answers: a page to people, the form of its API to programs. */
import t from 'tap'
import { notFoundPage } from '../../server/console/index.js'
import { V1, V2, emulator } from '../support/emulator.js'

const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8'

t.test('a browser gets a page with the ways on, guarded as the console is', async t => {
  const { send } = await emulator(t)
  const ask = (url: string) => send('france', { method: 'GET', url, headers: { accept: BROWSER } })
  const page = await ask('/consol&x')
  t.match(page, { status: 404, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } })
  t.match(page.text, /There is nothing at \/consol&amp;x/)
  t.match(notFoundPage('<script>"').html, '<p>&lt;script&gt;&quot;</p>')
  const links = [...page.text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '')
  t.same(links, ['/console/', '/docs', '/emulator/v1'])
  for (const link of links) t.equal((await ask(link)).status, 200, `${link} is there`)
  const { headers } = await ask('/console/')
  for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy'])
    t.equal(page.headers[name], headers[name], name)
  t.match((await ask('/emulator/v1/clcok')).text, /Did you mean \/emulator\/v1\/clock\?/)
})

t.test('the page of a Host name that is not known here, or of another site, is refused as ever', async t => {
  const { send } = await emulator(t)
  const foreign = { accept: BROWSER, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  const refused = await send('france', { method: 'GET', url: '/nosuch', headers: foreign })
  t.match(refused, { status: 403, headers: { 'content-type': /^application\/json/ } })
  t.equal((await send('evil.example', { method: 'GET', url: '/nosuch', headers: foreign })).status, 403)
})

t.test('a program gets the form of its API, and the emulated API has no other', async t => {
  const { ask, send } = await emulator(t)
  t.same((await ask('france', 'GET', '/emulator/v1/clcok')).body, {
    error: { code: 'unknown-path', message: 'There is nothing at /emulator/v1/clcok. Did you mean /emulator/v1/clock?' }
  })
  t.same((await ask('france', 'GET', '/nosuch')).body, {
    message: 'There is nothing at /nosuch',
    detailed_message: 'NotFoundException',
    error_code: { code: 404, help_url: 'http://my.nutanix.com' }
  })
  const html = { method: 'GET', headers: { accept: BROWSER } } as const
  t.same((await send('france', { ...html, url: `${V1}/vmz` })).body, {
    message: `There is nothing at ${V1}/vmz. Did you mean ${V1}/vms?`,
    detailedMessage: 'NotFoundException',
    errorCode: { code: 404, helpUrl: 'http://my.nutanix.com' }
  })
  const inV3 = await send('france', { ...html, url: '/api/nutanix/v3/cluster/list' })
  t.match(inV3.body, { state: 'ERROR', code: 404, message_list: [{ message: /v3\/clusters\/list/ }] })
  const posted = await send('france', { method: 'POST', url: '/nosuch', headers: { accept: BROWSER } })
  t.match(posted, { status: 404, headers: { 'content-type': /^application\/json/ } })
  t.match((await send('france', { ...html, url: `${V2}/vmz` })).body, { error_code: { code: 404 } })
})
