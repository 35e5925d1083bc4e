/** Validates request headers before routing, so that refusals have the error format of the addressed API. */
import type { FastifyInstance } from 'fastify'
import { hasManyHosts } from '../access/index.js'
import { HttpRefusal } from '../contract/index.js'

export const EXPECTATION_FAILED = 417

/** The listeners hand on what Node would have refused without a word: see `openListeners`. */
export function checkHeads(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers: { expect, host }, raw }) => {
    if (expect !== undefined && !/^100-continue$/i.test(expect)) {
      // The body does not come any more, or comes as the next request: nobody can tell.
      const close = { connection: 'close' }
      throw new HttpRefusal('bad-request', EXPECTATION_FAILED, `Nothing here can meet Expect: ${expect}`, close)
    }
    if (hasManyHosts(raw)) {
      throw new HttpRefusal('bad-request', 400, 'A request has one Host, and this one has more', {
        connection: 'close'
      })
    }
    if (host === undefined && raw.httpVersion === '1.1') {
      throw new HttpRefusal('bad-request', 400, 'A request of HTTP/1.1 needs a Host', { connection: 'close' })
    }
  })
}
