/** Reference page at /docs (Swagger UI), in an app of its own that is built at the first visit. */
import { fastify } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { HttpRefusal } from './http-refusal.js'

interface PublishedDocument {
  /** As in `/docs/<name>.json` and in the page's list. */
  readonly name: string
  readonly load: () => object
}

/** Other addresses directly below `/docs`, of Swagger UI. */
const ADDRESSES_OF_PAGE = ['json', 'yaml']

/**
 * Serves `/docs` and below; `/docs/<name>` leads to the page with that document. The page and its packages cost 60 ms that no
 * start should pay.
 */
export function serveDocs(app: FastifyInstance, title: string, documents: readonly PublishedDocument[]): void {
  let page: Promise<FastifyInstance> | undefined
  const names = documents.map(({ name }) => name)
  const known = ['', ...ADDRESSES_OF_PAGE, ...names, ...names.map(name => `${name}.json`)]
  app.addHook('onClose', async () => {
    await (await page)?.close()
  })
  for (const url of ['/docs', '/docs/*']) {
    app.get(url, async (request, reply) => {
      const [, name = ''] = /^\/docs\/?([^?#]*)/.exec(request.url) ?? []
      if (names.includes(name)) return reply.redirect(`/docs?urls.primaryName=${name}`)
      if (!name.includes('/') && !known.includes(name))
        throw new HttpRefusal('unknown-path', 404, `There is no document ${name}. There are ${names.join(', ')}`)
      page ??= createPage(title, documents)
      const { routing } = await page
      reply.hijack()
      routing(request.raw, reply.raw)
      return reply
    })
  }
}

/** Two sites and the link between them. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M8 16h16" stroke="#e0a030" stroke-width="3"/>\
<circle cx="8" cy="16" r="6" fill="#3070c0"/><circle cx="24" cy="16" r="6" fill="#30a070"/></svg>`

/** In nobody's frame: whoever is logged in can be made to press a button that he does not see. */
const PAGE_HEADERS = {
  'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer'
}

const wordmark = (title: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="140" height="40"><text x="4" y="29" font-family="sans-serif" font-size="28" \
font-weight="bold" fill="#fff">${title}</text></svg>`

async function createPage(title: string, documents: readonly PublishedDocument[]): Promise<FastifyInstance> {
  const [first] = documents
  if (first === undefined) throw new Error('There are no documents to show')
  const { default: swagger } = await import('@fastify/swagger')
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const page = fastify()
  page.addHook('onSend', async (_request, reply) => {
    void reply.headers(PAGE_HEADERS)
  })
  await page.register(swagger, { mode: 'static', specification: { document: first.load() as never } })
  await page.register(swaggerUi, {
    routePrefix: '/docs',
    theme: {
      title,
      favicon: [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: icon }]
    },
    logo: { type: 'image/svg+xml', content: wordmark(title), href: '/docs', target: '_self' },
    uiConfig: {
      urls: documents.map(({ name }) => ({ name, url: `/docs/${name}.json` })),
      docExpansion: 'none',
      deepLinking: true // an operation has an address too
    }
  })
  for (const { name, load } of documents) page.get(`/docs/${name}.json`, async () => load())
  await page.ready()
  return page
}
