/**
 * Goal: an answer that is kept, and sent before anything is routed, passes the same stages as any other: host names, power,
 * mishaps, credentials, sessions, roles, journal.
 * Method: a list is asked until it is kept and known by its URL; then each stage is given a reason to say no, or to note.
 */
import { get } from 'node:http'
import t from 'tap'
import type { Test } from 'tap'
import { KeptAnswers } from '../../server/prism/gateway/kept-answers.js'
import { V1, V2, listeningEmulator } from '../support/emulator.js'

const LIST = `${V2}/protection_domains`
const basic = (user: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
})
const admin = basic('admin', 'nutanix/4u')
const CHANGING = new Set(['date', 'set-cookie'])

interface Sent {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly cookies: readonly string[]
  readonly text: string
}

async function started(t: Test) {
  const { running } = await listeningEmulator(t, { validateResponses: false, fixture: 'france-canada-protected' })
  const france = running.clusters['france']?.url ?? ''
  const send = async (path: string, headers: Record<string, string> = admin, init: RequestInit = {}): Promise<Sent> => {
    const answer = await fetch(france + path, { ...init, headers })
    const shown = [...answer.headers].filter(([name]) => !CHANGING.has(name))
    return { status: answer.status, headers: shown, cookies: answer.headers.getSetCookie(), text: await answer.text() }
  }
  const control = (path: string, body: object): Promise<Sent> =>
    send(`/emulator/v1/${path}`, { 'content-type': 'application/json' }, { method: 'POST', body: JSON.stringify(body) })
  const first = await send(LIST)
  await send(LIST) // from what is kept: its URL is known from now on
  return { url: france, send, control, first }
}

/** What `requestOf` found: not undefined where the short way was begun. */
function countShort(t: Test): { count: number } {
  const { prototype } = KeptAnswers
  const { requestOf } = prototype
  const short = { count: 0 }
  prototype.requestOf = function (this: KeptAnswers, url) {
    const found = requestOf.call(this, url)
    if (found !== undefined) short.count += 1
    return found
  }
  t.teardown(() => {
    prototype.requestOf = requestOf
  })
  return short
}

t.test('it is the same answer, with a session of its own, and noted', async t => {
  const short = countShort(t)
  const { send, first } = await started(t)
  const recorded = async (): Promise<number> => JSON.parse((await send('/emulator/v1/journal', {})).text).calls.length
  const before = await recorded()
  const second = await send(LIST)
  t.equal(short.count, 1, 'the short way')
  t.same([second.status, second.headers, second.text], [first.status, first.headers, first.text])
  t.equal(second.cookies.length, 3)
  t.not(second.cookies[0], first.cookies[0], 'a session of its own')
  t.equal(await recorded(), before + 1, 'in the journal')
  const cookie = second.cookies[0]?.split(';')[0] ?? ''
  const third = await send(LIST, { cookie })
  t.same([third.status, third.cookies, third.text], [200, [], first.text], 'the session is good')
  t.same((await send(`/${LIST}/`)).text, first.text, 'another spelling')
})

t.test('its headers come in the same order, with cookies and without', async t => {
  const short = countShort(t)
  const { url, first: listed } = await started(t)
  const path = `${V2}/remote_sites`
  const orders: (readonly string[])[] = []
  for (let count = 0; count < 3; count += 1) orders.push(await headersInOrder(url + path, admin))
  t.equal(short.count, 1, 'the third goes the short way')
  t.ok(orders[0]?.includes('set-cookie'))
  t.same(orders[2], orders[0])
  const cookie = listed.cookies[0]?.split(';')[0] ?? ''
  const withoutNew = (orders[0] ?? []).filter(name => name !== 'set-cookie')
  t.same(await headersInOrder(url + path, { cookie }), withoutNew)
})

/** Names of the headers of an answer over a connection of its own, as they come. */
function headersInOrder(url: string, headers: Record<string, string>): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, answer => {
      answer.resume().once('end', () => {
        resolve(answer.rawHeaders.filter((_, at) => at % 2 === 0).map(name => name.toLowerCase()))
      })
    }).once('error', reject)
  })
}

t.test('whoever may not see it does not', async t => {
  const { send } = await started(t)
  t.equal((await send(LIST, basic('admin', 'wrong'))).status, 401)
  t.equal((await send(LIST, basic('nobody', 'nutanix/4u'))).status, 401)
  t.equal((await send(LIST, {})).status, 401)
  t.equal((await send(LIST, { authorization: 'Bearer x' })).status, 401)
  t.equal((await send(LIST, { cookie: 'JSESSIONID=made-up' })).status, 401)
  t.equal((await send(LIST, { ...admin, origin: 'http://elsewhere.test' })).status, 403, 'a page of another site')
  t.equal((await send(LIST)).status, 200)
})

t.test('a request that names two Hosts is refused', async t => {
  const { url } = await started(t)
  const host = new URL(url).host
  const statusFor = (hosts: string[]): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      // pairs as they go out, which Node adds nothing to
      const headers = [...hosts.flatMap(name => ['Host', name]), ...Object.entries(admin).flat()]
      get(url + LIST, { headers, agent: false }, answer => {
        answer.resume().once('end', () => resolve(answer.statusCode))
      }).once('error', reject)
    })
  t.equal(await statusFor([host]), 200)
  t.equal(await statusFor([host, 'elsewhere.test']), 400)
})

t.test('what a user is told of himself is never told to another', async t => {
  const { send } = await started(t)
  const SESSION = `${V1}/users/session_info`
  const made = await send(
    `${V1}/users`,
    { ...admin, 'content-type': 'application/json' },
    { method: 'POST', body: JSON.stringify({ profile: { username: 'guest', password: 'Secret-9/x' }, roles: [] }) }
  )
  t.ok(made.status < 300, made.text)
  for (const round of [1, 2, 3]) {
    t.match((await send(SESSION)).text, /admin/, `round ${round}`)
    t.match((await send(SESSION, basic('guest', 'Secret-9/x'))).text, /guest/, `round ${round}`)
  }
})

t.test('a mishap meets it', async t => {
  const { send, control } = await started(t)
  t.equal((await control('mishaps', { path: '/protection_domains', status: 503, count: 1 })).status, 200)
  t.equal((await send(LIST)).status, 503)
  t.equal((await send(LIST)).status, 200)
})

t.test('a change shows at once', async t => {
  const { send } = await started(t)
  const json = { ...admin, 'content-type': 'application/json' }
  await send(LIST, json, { method: 'POST', body: JSON.stringify({ value: 'copper' }) })
  t.match((await send(LIST)).text, /"copper"/)
})

t.test('a cluster without power answers nobody', async t => {
  const { send, control } = await started(t)
  const planned = await control('incidents', { what: 'site-power', cluster: 'france' })
  t.ok(planned.status < 300, planned.text)
  await t.rejects(send(LIST))
})
