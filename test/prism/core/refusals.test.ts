/** How the product says no: status, number, headers and body, in both spellings. */
import t from 'tap'
import { Refusal } from '../../../server/domain/core/refusal.js'
import { HttpRefusal } from '../../../server/http/contract/http-refusal.js'
import { RequestError, refuse, wireRefusals } from '../../../server/prism/core/refusals.js'

const unknown = new Refusal('protection-domain/not-found', 'Protection domain gold does not exist')

t.test('a refusal answers 500 in the form of v2, and says what clients look for', async t => {
  const { status, headers, body } = refuse(unknown, 'v2')
  t.equal(status, 500)
  t.match(headers, { server: 'Nutanix Prism', 'x-ntnx-env': 'PE', exception: /^\w+Exception$/ })
  t.strictSame(body, {
    message: 'Protection domain gold does not exist',
    detailed_message: 'RestInternalException: protection-domain/not-found',
    error_code: { code: 90020, help_url: 'http://my.nutanix.com' }
  })
})

t.test('the same refusal in the form of v1 has other keys', async t => {
  t.strictSame(refuse(unknown, 'v1').body, {
    message: 'Protection domain gold does not exist',
    detailedMessage: 'RestInternalException: protection-domain/not-found',
    errorCode: { code: 90020, helpUrl: 'http://my.nutanix.com' }
  })
})

t.test('an unknown VM has the number that is public', async t => {
  t.match(refuse(new Refusal('vm/not-found', 'x'), 'v2'), { status: 500, body: { error_code: { code: 1202 } } })
})

t.test('a setting makes 404 of everything that is not found, and of nothing else', async t => {
  const status = (code: keyof typeof wireRefusals) =>
    refuse(new Refusal(code, 'x'), 'v2', { notFoundStatus: 404 }).status
  t.equal(status('vm/not-found'), 404)
  t.equal(status('remote-site/not-found'), 404)
  t.equal(status('protection-domain/exists'), 422)
  t.equal(status('request/invalid'), 400)
})

t.test('every number of pesim is used once', async t => {
  const own = Object.values(wireRefusals).flatMap(({ code }) => (code > 90_000 ? [code] : []))
  t.equal(new Set(own).size, own.length)
})

t.test('what the gateway refuses has its own status', async t => {
  const cases: [unknown, number, number][] = [
    [new RequestError('unauthenticated', 'x'), 401, 401],
    [new RequestError('forbidden', 'x'), 403, 403],
    [new RequestError('invalid', 'x'), 400, 1101],
    [new RequestError('paging', 'x'), 500, 1202],
    [new RequestError('unknown-entity-type', 'x'), 404, 404],
    [new HttpRefusal('unknown-path', 404, 'x'), 404, 404],
    [new HttpRefusal('wrong-verb', 405, 'x'), 405, 405],
    [new HttpRefusal('invalid-request', 400, 'x'), 400, 1101],
    [new HttpRefusal('malformed-json', 400, 'x'), 400, 1101],
    [new HttpRefusal('body-too-large', 413, 'x'), 413, 413],
    [new HttpRefusal('media-type', 415, 'x'), 415, 415],
    [new HttpRefusal('not-served', 501, 'x'), 501, 501]
  ]
  for (const [error, status, code] of cases) {
    t.match(refuse(error, 'v2'), { status, body: { message: 'x', error_code: { code } } }, `${status} ${code}`)
  }
})

t.test('only a 401 asks for credentials', async t => {
  t.equal(refuse(new RequestError('unauthenticated', 'x'), 'v2').headers['www-authenticate'], 'Basic realm="Prism"')
  t.notOk('www-authenticate' in refuse(unknown, 'v2').headers)
})

t.test('a bug is a 500 that says so', async t => {
  t.match(refuse(new TypeError('x is undefined'), 'v2'), {
    status: 500,
    body: { message: 'Internal error of the emulator: x is undefined', error_code: { code: 1000 } }
  })
  t.equal(refuse('thrown text', 'v2').status, 500)
})
