/** Console page at /console: the files of dist/console.json, which is read at the first visit. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import zlib from 'node:zlib'

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

/** Of every page of pesim's own. */
export const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin'
}

interface PackedFile {
  readonly type: string
  /** The file, compressed, as base64. */
  readonly gzip: string
}

/** Beside the bundle; from source, as tests run it, in the checkout that they run in. */
const archive = (): string =>
  typeof __dirname === 'string' && existsSync(join(__dirname, 'console.json'))
    ? join(__dirname, 'console.json')
    : join(process.cwd(), 'dist/console.json')

/** Serves `/console` and below, and leads browsers there that come to `/`; others are led to `elsewhere`. */
export function serveConsole(
  app: FastifyInstance,
  elsewhere: string,
  sitesOf: (request: FastifyRequest) => ConsoleSites
): void {
  let files: Promise<ReadonlyMap<string, PackedFile>> | undefined
  app.get('/', (request, reply) => reply.redirect(wantsPage(request) ? '/console/' : elsewhere))
  app.get('/console/site.json', (request, reply) =>
    reply.headers({ ...PAGE_HEADERS, 'cache-control': 'no-store' }).send(sitesOf(request))
  )
  for (const url of ['/console', '/console/*']) {
    app.get(url, async (request, reply) => {
      files ??= readArchive()
      return sendFile(await files, request, reply)
    })
  }
}

/** Whether a browser asks, for something to show. */
export function wantsPage({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/html') === true
}

/** Empty where the console was not built. */
async function readArchive(): Promise<ReadonlyMap<string, PackedFile>> {
  if (!existsSync(archive())) return new Map()
  return new Map(Object.entries(JSON.parse(await readFile(archive(), 'utf8')) as Record<string, PackedFile>))
}

/** Addresses inside the console are its own affair: each gets the page, which shows what it means. */
function sendFile(files: ReadonlyMap<string, PackedFile>, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.headers({ ...PAGE_HEADERS, 'cache-control': 'no-cache', vary: 'accept-encoding' })
  const path = request.url.replace(/[?#].*$/s, '').replace(/^\/console\/?/, '')
  const file = files.get(path) ?? (/\.\w+$/.test(path) ? undefined : files.get('index.html'))
  if (file === undefined) {
    const reason = files.size === 0 ? 'The console is not built: npm run build makes it.' : 'There is no such file.'
    return reply.code(404).type('text/plain').send(`${reason}\n`)
  }
  const zipped = Buffer.from(file.gzip, 'base64')
  const etag = `"${createHash('sha256').update(file.gzip).digest('base64url').slice(0, 16)}"`
  void reply.headers({ etag }).type(file.type)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(zlib.gunzipSync(zipped))
  return reply.header('content-encoding', 'gzip').send(zipped)
}
