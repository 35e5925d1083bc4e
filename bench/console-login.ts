/** The login of the console, opened in a browser that has nothing of it yet: how soon it is painted, and what it takes. */
import type { BrowserContext, Page } from 'playwright-core'

interface Opened {
  readonly page: Page
  /** From the navigation to the first contentful paint. */
  readonly paintedMs: number
  /** Over the wire, with heads. */
  readonly bytes: number
  readonly requests: number
}

/** `url` is that of a site; ended when the lab at the foot of the page has been read, too. */
export async function openLogin(context: BrowserContext, url: string): Promise<Opened> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  let bytes = 0
  let requests = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength: length }) => {
    bytes += length
    requests += 1
  })
  await page.goto(`${url}/console/`)
  await page.getByLabel('Username').waitFor()
  await page.getByRole('group', { name: 'Clock' }).waitFor()
  const paintedMs = await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0].startTime`)
  await devtools.detach()
  return { page, paintedMs: Number(paintedMs), bytes, requests }
}
