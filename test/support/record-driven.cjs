/**
 * Notes what a test asks of the emulator within its own process, by whatever client: each request that a handler answered
 * with success or a refusal of the product, each operation whose handler was called without a server, and the code of each
 * refusal with its status. It is written when the process ends; `npm run coverage` unites what all tests noted.
 */
const { channel, tracingChannel } = require('node:diagnostics_channel')
const { mkdirSync, rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

/** How a refusal ends its detailed message, in either version: the exception, then the code. */
const REFUSED = /"detailed_?[mM]essage":"\w+: ([a-z-]+\/[a-z-]+)"/

const folder = join(__dirname, '../../build/coverage-driven')

/**
 * Whether an answer of a handler is one of the product, and the code of its refusal. Neither a crash nor a mishap has a
 * code, nor has a request that is against the contract: nobody was answered.
 */
const answerOf = (status, text) => {
  const code = status >= 400 ? REFUSED.exec(text)?.[1] : undefined
  return { answered: (status >= 200 && status < 300) || code !== undefined, code }
}
exports.answerOf = answerOf

exports.recordDriven = file => {
  const requests = new Set()
  const handlers = new Set()
  const refusals = new Set()
  let generated = false
  const note = join(folder, `${file.replaceAll('/', '.')}.json`)
  rmSync(note, { force: true }) // a test that is killed leaves none, rather than that of an earlier run

  tracingChannel('fastify.request.handler').start.subscribe(({ request, reply }) => {
    const { end } = reply.raw
    reply.raw.end = (chunk, ...rest) => {
      const { answered, code } = answerOf(reply.statusCode, String(reply.statusCode < 400 ? '' : chunk))
      if (code !== undefined) refusals.add(`${code} ${reply.statusCode}`)
      if (answered) requests.add(`${request.method} ${request.url.replace(/\?.*$/s, '')}`)
      return end.call(reply.raw, chunk, ...rest)
    }
  })
  // Published by test/support, where a test calls a handler without a server.
  channel('pesim.test.handler').subscribe(id => handlers.add(id))
  // Published by test/contract/operations.ts and test/verify: what is asked for each operation of the contract says nothing
  // of whether anybody looked at the answer.
  channel('pesim.test.generated').subscribe(() => (generated = true))

  process.once('exit', () => {
    mkdirSync(folder, { recursive: true })
    const noted = set => (generated ? [] : [...set])
    const text = { file, requests: noted(requests), handlers: noted(handlers), refusals: noted(refusals) }
    writeFileSync(note, JSON.stringify(text))
  })
}
