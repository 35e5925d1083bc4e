/**
 * The console on the largest world that pesim promises to serve: tables draw a page and ask for a page where the server has
 * pages, and the login takes little. Times are the benchmark's affair (`npm run bench:console`). Needs Chromium.
 */
import type { Page } from 'playwright-core'
import t from 'tap'
import { openLogin } from '../../bench/console-login.js'
import { largeWorld } from '../../bench/worst/large-world.js'
import { consolesOf } from '../support/browser.js'

const ROWS_MAX = 50
const LOGIN_BYTES_MAX = 50_000
const LOGIN_REQUESTS_MAX = 14
/** Of a VM as v1 tells it. */
const VM_BYTES_MAX = 5_000

const rowsOf = (page: Page): Promise<number> => page.locator('main tbody tr').count()

t.test('10 000 VMs and 1 000 domains: a page is drawn and asked for, searched and sorted', async t => {
  const { open, emulator, context, complaints } = await consolesOf(t, { fixture: largeWorld() })
  const origin = emulator.clusters['france']?.url ?? ''
  const { page, bytes, requests } = await openLogin(context, origin)
  t.ok(bytes < LOGIN_BYTES_MAX, `${bytes} bytes for the login`)
  t.ok(requests <= LOGIN_REQUESTS_MAX, `${requests} requests for the login`)
  await open('france', { in: page })

  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  const listed: string[] = []
  devtools.on('Network.responseReceived', ({ response, requestId }) => {
    const { pathname, search } = new URL(response.url)
    if (pathname.endsWith('/vms')) listed.push(search)
    devtools.on('Network.loadingFinished', ({ requestId: ended, encodedDataLength: length }) => {
      if (ended === requestId && pathname.endsWith('/vms'))
        t.ok(length < VM_BYTES_MAX * Number(/count=(\d+)/.exec(search)?.[1] ?? 0), `${length} bytes for ${search}`)
    })
  })
  await page.goto(`${origin}/console/vm`)
  await page.getByText('1–50 of 10000').waitFor()
  t.equal(await rowsOf(page), ROWS_MAX)
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.getByText('51–100 of 10000').waitFor()
  await page.getByRole('searchbox', { name: 'Filter VM' }).fill('vm-999')
  await page.getByRole('row', { name: /vm-9998/ }).waitFor()
  t.equal(await rowsOf(page), 11, 'what the server finds')
  await page.getByRole('searchbox', { name: 'Filter VM' }).fill('')
  await page.getByRole('columnheader', { name: 'VM Name' }).getByRole('button').click()
  await page.getByRole('columnheader', { name: 'VM Name' }).getByRole('button').press('Enter')
  await page.getByRole('row', { name: /vm-9999/ }).waitFor()
  t.equal(await rowsOf(page), ROWS_MAX)
  t.ok(
    listed.length > 0 && listed.every(search => /count=(1|50)&/.test(search)),
    `no list is asked for whole: ${listed.join(' ')}`
  )

  await page.goto(`${origin}/console/data-protection/table`)
  await page.getByText('1–50 of 1000').waitFor()
  t.equal(await rowsOf(page), ROWS_MAX)
  await page.getByRole('searchbox', { name: 'Filter Async DR' }).fill('domain-99')
  await page.getByRole('row', { name: /domain-991/ }).waitFor()
  t.equal(await rowsOf(page), 11)
  await page.getByRole('button', { name: 'domain-991', exact: true }).click()
  await page.getByRole('button', { name: 'Update', exact: true }).click()
  await page.getByRole('heading', { name: 'Unprotected Entities (5000)' }).waitFor()
  t.ok((await page.getByRole('dialog').locator('tbody tr').count()) <= 110)
  await page.getByRole('searchbox', { name: 'Search by Entity Name' }).first().fill('vm-9999')
  await page.getByRole('heading', { name: 'Unprotected Entities (1)' }).waitFor()
  await page.keyboard.press('Escape')

  const alerts: string[] = []
  page.on('request', request => {
    const { pathname, search } = new URL(request.url())
    if (pathname.endsWith('v2.0/alerts') && !/count=1\b/.test(search)) alerts.push(search)
  })
  const { metadata } = await page.evaluate<{ metadata: { total_entities: number } }>(
    `fetch('/PrismGateway/services/rest/v2.0/alerts?count=1&resolved=false').then(answer => answer.json())`
  )
  await page.goto(`${origin}/console/alerts`)
  await page.getByText(`1–50 of ${metadata.total_entities}`).waitFor()
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.getByText(`51–100 of ${metadata.total_entities}`).waitFor()
  t.ok(
    metadata.total_entities > ROWS_MAX && alerts.every(search => search.includes('count=50')),
    `no list of ${metadata.total_entities} alerts is asked for whole: ${alerts.join(' ')}`
  )
  await page.getByRole('searchbox', { name: /^Filter Alerts/ }).fill('domain')
  await page.getByText(/^1–50 of \d+$/).waitFor()
  t.equal(await rowsOf(page), ROWS_MAX, 'which are searched and sorted here: the server does neither')

  for (const path of ['health', 'tasks', 'drill']) {
    await page.goto(`${origin}/console/${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('main tbody tr').first().or(page.locator('main .empty')).first().waitFor()
    for (const table of await page.locator('main table').all())
      t.ok((await table.locator('tbody tr').count()) <= ROWS_MAX, path)
  }
  t.same(complaints, [])
})
