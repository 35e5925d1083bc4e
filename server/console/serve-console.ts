/** Console page at /console (files of dist/console), in an app of its own that is built at the first visit. */
import { fastify } from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A site that has a console. */
export interface ConsoleSite {
  readonly name: string
  readonly kind: 'cluster' | 'central'
  /** Where it answers; absent where it has no address of its own, and is asked for by name. */
  readonly url?: string
}

export interface ConsoleSites {
  /** Name of the site that was asked. */
  readonly here: string
  readonly sites: readonly ConsoleSite[]
}

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'"
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin'
}

/** Beside the bundle; from source, as tests run it, in the checkout that they run in. */
const folder = (): string =>
  typeof __dirname === 'string' && existsSync(join(__dirname, 'console'))
    ? join(__dirname, 'console')
    : join(process.cwd(), 'dist/console')

/** Serves `/console` and below, and leads browsers there that come to `/`; others are led to `elsewhere`. */
export function serveConsole(
  app: FastifyInstance,
  elsewhere: string,
  sitesOf: (request: FastifyRequest) => ConsoleSites
): void {
  let page: Promise<FastifyInstance> | undefined
  app.addHook('onClose', async () => {
    await (await page)?.close()
  })
  app.get('/', (request, reply) => reply.redirect(wantsPage(request) ? '/console/' : elsewhere))
  app.get('/console/site.json', (request, reply) =>
    reply.headers({ ...HEADERS, 'cache-control': 'no-store' }).send(sitesOf(request))
  )
  for (const url of ['/console', '/console/*']) {
    app.get(url, async (request, reply) => {
      page ??= createPage()
      const { routing } = await page
      reply.hijack()
      routing(request.raw, reply.raw)
    })
  }
}

function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true
}

async function createPage(): Promise<FastifyInstance> {
  const { default: files } = await import('@fastify/static')
  const root = folder()
  const page = fastify()
  page.addHook('onSend', async (_request, reply) => {
    void reply.headers(HEADERS)
  })
  await page.register(files, {
    root,
    prefix: '/console/',
    preCompressed: true,
    cacheControl: false,
    setHeaders: reply => void reply.setHeader('cache-control', 'no-cache')
  })
  page.get('/console', (request, reply) => notFound(root, request, reply))
  page.setNotFoundHandler((request, reply) => notFound(root, request, reply))
  await page.ready()
  return page
}

/** Addresses inside the console are its own affair: each gets the page, which shows what it means. */
function notFound(root: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!existsSync(join(root, 'index.html')))
    return reply.code(404).type('text/plain').send('The console is not built: npm run build makes it.\n')
  if (/\.\w+(\?|$)/.test(request.url)) return reply.code(404).type('text/plain').send('There is no such file.\n')
  return reply.sendFile('index.html')
}
