/**
 * Notes what a test asks of the emulator within its own process, by whatever client: each request that a handler answered,
 * with success or a refusal of the product, each operation whose handler was called without a server, and the code of each
 * refusal with its status. It is written when the process ends; `npm run coverage` unites what all tests noted.
 */
const { channel, tracingChannel } = require('node:diagnostics_channel')
const { mkdirSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

/** What is said before a handler is asked: a request that is wrong, not allowed, or means nothing that is served. */
const UNHANDLED = [400, 401, 403, 404, 405, 501]

/** How a refusal ends its detailed message, in either version: the exception, then the code. */
const REFUSED = /"detailed_?[mM]essage":"\w+: ([a-z-]+\/[a-z-]+)"/

const folder = join(__dirname, '../../build/coverage-driven')

exports.recordDriven = file => {
  const requests = new Set()
  const handlers = new Set()
  const refusals = new Set()

  tracingChannel('fastify.request.handler').start.subscribe(({ request, reply }) => {
    reply.raw.once('finish', () => {
      if (!UNHANDLED.includes(reply.statusCode)) requests.add(`${request.method} ${request.url.replace(/\?.*$/s, '')}`)
    })
  })
  tracingChannel('fastify.request.handler').start.subscribe(({ reply }) => {
    const { end } = reply.raw
    reply.raw.end = (chunk, ...rest) => {
      const code = reply.statusCode >= 400 ? REFUSED.exec(String(chunk))?.[1] : undefined
      if (code !== undefined) refusals.add(`${code} ${reply.statusCode}`)
      return end.call(reply.raw, chunk, ...rest)
    }
  })
  // Published by test/support, where a test calls a handler without a server.
  channel('pesim.test.handler').subscribe(id => handlers.add(id))

  process.once('exit', () => {
    if (requests.size + handlers.size + refusals.size === 0) return
    mkdirSync(folder, { recursive: true })
    const text = JSON.stringify({
      file,
      requests: [...requests],
      handlers: [...handlers],
      refusals: [...refusals]
    })
    writeFileSync(join(folder, `${file.replaceAll('/', '.')}.json`), text)
  })
}
