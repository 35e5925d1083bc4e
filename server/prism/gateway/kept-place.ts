/** Finds the place of a request's answer among those that are kept, and watches what its handler reads. */
import type { FastifyRequest } from 'fastify'
import type { KeptPlace, Operation } from '../../http/contract/index.js'
import { CENTRAL, Validity } from '../core/index.js'
import { headersOf } from './answers.js'
import type { Context } from './environment.js'
import { questionOf } from './kept-answers.js'

/**
 * Where the answer to a request is kept: that of a GET without a body. What its handler reads is noted from now on, so that
 * it is known for how long the answer is true.
 */
export function keptPlace(ctx: Context, operation: Operation, request: FastifyRequest): KeptPlace | undefined {
  if (operation.method !== 'GET' || request.body !== undefined) return undefined
  const { host, site, cluster = '' } = ctx
  if (host.notesUnread) return undefined // what nothing reads is known from the handler alone
  const version = host.version()
  const { now } = host.world()
  const question = questionOf(site, cluster, request.url)
  const found = host.keptAnswers.find(version, now, question)
  if (found !== undefined) {
    host.keptAnswers.remember(request.originalUrl, { operation, url: request.url })
    return { found: found.bytes, keep: () => undefined }
  }
  const validity = new Validity()
  const rows = site === CENTRAL ? undefined : host.keptAnswers.rowsOf(question)
  ctx.reading = { version, now, validity, rows }
  return {
    found: undefined,
    get rows() {
      return rows?.isBegun === true ? rows : undefined
    },
    keep: (bytes, contentType) => {
      const written = rows?.end(bytes)
      if (!validity.ofWorldAlone) return
      const { until } = validity
      const headers = keptHeaders(site, contentType, bytes)
      host.keptAnswers.keep(version, question, { bytes, headers, madeAt: now, until, rows: written })
    }
  }
}

/** In the order in which they go out on the whole way. */
function keptHeaders(site: string, contentType: string, bytes: Buffer): readonly string[] {
  const own = ['content-type', contentType, 'content-length', String(bytes.length)]
  return [...Object.entries(headersOf(site)).flat(), ...own]
}
