/** The site as it is built from the pages: complete, spelt, leading nowhere that is not there, and searched without a server. */
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { chromium } from 'playwright-core'
import t from 'tap'
import type { Test } from 'tap'
import { buildSite, html, unknownWords } from '../../scripts/site/build.js'
import { target } from '../../scripts/site/assemble.js'
import { checkLinks } from '../../scripts/site/links.js'
import { pagesOf, readSite } from '../../scripts/site/pages.js'
import { executablePath, quiet } from '../support/browser.js'

buildSite()

t.test('every page of the list is there, and every link and anchor leads somewhere', async t => {
  for (const { path } of pagesOf(readSite())) t.ok(existsSync(join(html, `${path}.html`)), path)
  const { links, broken } = checkLinks(html)
  t.ok(links > 5_000, `${links} links`)
  t.same(broken, [])
})

t.test('a broken link and a broken anchor would be found', async t => {
  const folder = t.testdir({
    'index.html': '<h1 id="top">x</h1><a href="/gone">a</a><a href="#top">b</a><a href="/other#no">c</a>',
    'other.html': '<a class="x" href="./index.html">d</a><img src="/gone.png">'
  })
  t.same(checkLinks(folder).broken, ['index.html: /gone', 'index.html: /other#no', 'other.html: /gone.png'])
})

t.test('every word of the pages is in a dictionary or in the list of words', async t => {
  t.same(unknownWords(), [])
})

t.test('a misspelt word would be found, also between blocks of code', async t => {
  const page = join(target, 'pages/how-to/metro.md')
  const text = readFileSync(page, 'utf8')
  writeFileSync(page, text.replace('## Lose a site', '## Lose a site\n\nA mispelt heading.'))
  t.teardown(() => writeFileSync(page, text))
  t.match(unknownWords(), [/how-to\/metro\.md:\d+:\d+ - Unknown word \(mispelt\)/])
})

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json'
}

/** As any server of static files does it. */
async function served(t: Test): Promise<string> {
  const server = createServer((request, response) => {
    const path = join(html, decodeURI(new URL(request.url ?? '/', 'http://site').pathname))
    const file = [path, `${path}.html`, join(path, 'index.html')].find(
      name => existsSync(name) && statSync(name).isFile()
    )
    if (file === undefined) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    return createReadStream(file).pipe(response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('a browser reads and searches it, with no address but its own, and without a complaint', async t => {
  const url = await served(t)
  const browser = await chromium.launch({ executablePath, args: quiet })
  t.teardown(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const [elsewhere, complaints]: [string[], string[]] = [[], []]
  page.on('request', request => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) elsewhere.push(request.url())
  })
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })

  await page.goto(url)
  await page.locator('a.VPFeature', { hasText: 'I have a DR script' }).click()
  await page.getByRole('heading', { level: 1, name: 'A DR script' }).waitFor()

  await page.getByRole('button', { name: 'Search' }).first().click()
  await page.locator('#localsearch-input').fill('split brain')
  const found = page.locator('#localsearch-list a').first()
  await found.waitFor()
  t.match(await found.getAttribute('href'), '/how-to/split-brain')
  await found.click()
  await page.getByRole('heading', { level: 1, name: 'Split brain' }).waitFor()

  await page.goto(`${url}/reference/command-line`)
  t.match(await page.locator('main').innerText(), /pesim clock advance <duration>/, 'what looks like a tag is text')
  await page.goto(`${url}/decisions/0029-site`)
  t.match(await page.locator('main').innerText(), /and so is \{\{\./, 'and what looks like a template is')
  t.same({ elsewhere, complaints }, { elsewhere: [], complaints: [] })
})
