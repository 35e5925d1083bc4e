/** Who may ask: Basic, the cookies that it hands out, and everything that does not count. */
import t from 'tap'
import { createAuth } from '../../../server/prism/login/auth.js'
import type { Access, Account, Client, Credentials } from '../../../server/prism/login/auth.js'
import { FailedLogins } from '../../../server/prism/login/failed-logins.js'
import { Sessions } from '../../../server/prism/login/sessions.js'
import type { SessionOptions } from '../../../server/prism/login/sessions.js'

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
const admin = basic('admin', 'nutanix/4u')

/** A secret that a test can read. */
function account(password: string): Account {
  return { roles: ['ROLE_CLUSTER_ADMIN'], enabled: true, secret: { salt: 'salt', hash: `hash of ${password}` } }
}

function authWith(change: Partial<SessionOptions> = {}) {
  let sessionIds = 0
  const clock = { seconds: 0 }
  const accounts = new Map<string, Account>([
    ['admin', account('nutanix/4u')],
    ['colon', account('a:b')],
    ['guest', { ...account('guest'), enabled: false }]
  ])
  const nowSeconds = () => clock.seconds
  const pauses: number[] = []
  const hashed = { count: 0 }
  const access: Access = {
    sessions: new Sessions({ nowSeconds, randomId: () => `session-${++sessionIds}`, secure: true, ...change }),
    failedLogins: new FailedLogins({ nowSeconds }),
    pause: async seconds => void pauses.push(seconds)
  }
  /** Its clients are all at one address and stay, unless a test says otherwise. */
  const labNamed = (lab: string) => {
    const auth = createAuth({
      ...access,
      lab,
      accountOf: (site, user) => (['france', 'canada'].includes(site) ? accounts.get(user) : undefined),
      right: ({ hash }, password) => {
        hashed.count += 1
        return hash === `hash of ${password}`
      }
    })
    return {
      authenticate: (site: string, credentials: Credentials, client: Client = at('10.0.0.1')) =>
        auth.authenticate(site, credentials, client),
      authenticateGood: (site: string, credentials: Credentials, connection: object) =>
        auth.authenticateGood(site, credentials, { connection, address: () => '10.0.0.1' }),
      logIn: (site: string, user: string, password: string, cookie?: string) =>
        auth.logIn(site, user, password, cookie, at('10.0.0.1')),
      logOut: auth.logOut,
      loggedIn: auth.loggedIn
    }
  }
  return { auth: labNamed('default'), labNamed, clock, accounts, pauses, hashed }
}

const at = (address: string): Client => ({ address, abandoned: () => new AbortController().signal })

const refused = { name: 'RequestError', fault: 'unauthenticated' }

t.test('credentials log in and hand out every cookie', async t => {
  const { auth } = authWith()
  t.same(await auth.authenticate('france', { authorization: admin }), {
    user: 'admin',
    roles: ['ROLE_CLUSTER_ADMIN'],
    sessionId: 'session-1',
    setCookies: [
      'JSESSIONID=session-1; Path=/; Secure; HttpOnly',
      'NTNX_IGW_SESSION=session-1; Path=/; Secure; HttpOnly',
      'NTNX_MERCURY_IGW_SESSION=session-1; Path=/; Secure; HttpOnly'
    ]
  })
  t.equal((await auth.authenticate('france', { authorization: basic('colon', 'a:b') })).user, 'colon')
  t.equal((await auth.logIn('france', 'admin', 'nutanix/4u')).user, 'admin')
})

t.test('without TLS the cookies are not marked secure', async t => {
  const { auth } = authWith({ secure: false })
  t.equal(
    (await auth.authenticate('france', { authorization: admin })).setCookies[0],
    'JSESSIONID=session-1; Path=/; HttpOnly'
  )
})

t.test('any cookie alone authenticates, in the realm that handed it out', async t => {
  const { auth } = authWith()
  await auth.authenticate('france', { authorization: admin })
  for (const cookie of [
    'JSESSIONID=session-1',
    'NTNX_IGW_SESSION=session-1',
    'NTNX_MERCURY_IGW_SESSION=session-1',
    'NTNX_IGW_SESSION=session-1;NTNX_MERCURY_IGW_SESSION=session-1',
    'a=b; JSESSIONID=session-1; c=d'
  ]) {
    t.match(await auth.authenticate('france', { cookie }), { user: 'admin', setCookies: [] }, cookie)
  }
  await t.rejects(auth.authenticate('canada', { cookie: 'JSESSIONID=session-1' }), refused)
  await t.rejects(auth.authenticate('france', { cookie: 'OTHER=session-1' }), refused)
})

t.test('credentials beside a good cookie go on with its session', async t => {
  const { auth } = authWith()
  await auth.authenticate('france', { authorization: admin })
  t.same((await auth.authenticate('france', { authorization: admin, cookie: 'JSESSIONID=session-1' })).setCookies, [])
  const other = await auth.authenticate('france', {
    authorization: basic('colon', 'a:b'),
    cookie: 'JSESSIONID=session-1'
  })
  t.match(
    other,
    { user: 'colon', setCookies: [/session-2/, /session-2/, /session-2/] },
    "somebody else's cookie does not count"
  )
})

t.test('what does not log in is refused', async t => {
  const { auth } = authWith()
  await auth.authenticate('france', { authorization: admin })
  const good = 'JSESSIONID=session-1'
  const cases: [string, { authorization?: string; cookie?: string }][] = [
    ['nothing', {}],
    ['a wrong password', { authorization: basic('admin', 'x') }],
    ['a wrong password beside a good cookie', { authorization: basic('admin', 'x'), cookie: good }],
    ['a user who may not log in', { authorization: basic('guest', 'guest') }],
    ['an unknown user', { authorization: basic('nobody', '') }],
    ['a name of Object.prototype', { authorization: basic('constructor', '') }],
    ['a header of another kind', { authorization: 'Bearer abc', cookie: good }],
    ['a header without a colon', { authorization: `Basic ${Buffer.from('admin').toString('base64')}` }],
    ['an unknown cookie', { cookie: 'JSESSIONID=guess' }],
    ['an empty cookie', { cookie: 'JSESSIONID=' }]
  ]
  for (const [what, credentials] of cases) await t.rejects(auth.authenticate('france', credentials), refused, what)
  await t.rejects(auth.logIn('france', 'admin', ''), refused)
})

t.test('a session ends when nobody uses it, and using it keeps it', async t => {
  const { auth, clock } = authWith({ idleSeconds: 60 })
  await auth.authenticate('france', { authorization: admin })
  const cookie = 'JSESSIONID=session-1'
  clock.seconds = 60
  await t.resolves(auth.authenticate('france', { cookie }))
  clock.seconds = 120
  await t.resolves(auth.authenticate('france', { cookie }))
  clock.seconds = 181
  await t.rejects(auth.authenticate('france', { cookie }), refused)
  t.match((await auth.authenticate('france', { authorization: admin, cookie })).setCookies, [
    /session-2/,
    /session-2/,
    /session-2/
  ])
})

t.test('past the limit the session that was idle the longest goes', async t => {
  const { auth } = authWith({ sessionsMax: 2 })
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await auth.authenticate('france', { cookie: 'JSESSIONID=session-1' })
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await t.resolves(auth.authenticate('france', { cookie: 'JSESSIONID=session-1' }))
  await t.rejects(auth.authenticate('france', { cookie: 'JSESSIONID=session-2' }), refused)
  await t.resolves(auth.authenticate('france', { cookie: 'JSESSIONID=session-3' }))
})

t.test('a session ends with its user', async t => {
  const cookie = 'JSESSIONID=session-1'
  const ways: [string, Account | undefined][] = [
    ['deleted', undefined],
    ['disabled', { ...account('a:b'), enabled: false }],
    ['given another password', account('c:d')]
  ]
  for (const [how, then] of ways) {
    const { auth, accounts } = authWith()
    await auth.logIn('france', 'colon', 'a:b')
    t.same(auth.loggedIn('france'), ['colon'])
    if (then === undefined) accounts.delete('colon')
    else accounts.set('colon', then)
    t.same(auth.loggedIn('france'), [], how)
    await t.rejects(auth.authenticate('france', { cookie }), refused, how)
    accounts.set('colon', account('a:b'))
    await t.rejects(
      auth.authenticate('france', { cookie }),
      refused,
      `${how}, and back: the session does not come back`
    )
  }
})

t.test('a session has the roles that its user has now', async t => {
  const { auth, accounts } = authWith()
  await auth.logIn('france', 'colon', 'a:b')
  accounts.set('colon', { ...account('a:b'), roles: ['ROLE_CLUSTER_VIEWER'] })
  t.same((await auth.authenticate('france', { cookie: 'JSESSIONID=session-1' })).roles, ['ROLE_CLUSTER_VIEWER'])
})

t.test('logging out ends the session and takes the cookies back', async t => {
  const { auth } = authWith()
  const cookie = 'NTNX_IGW_SESSION=session-1'
  await auth.logIn('france', 'admin', 'nutanix/4u')
  auth.logOut('canada', cookie)
  t.same(auth.loggedIn('france'), ['admin'], 'only where it is good')
  t.match(auth.logOut('france', cookie), [/^JSESSIONID=; .*Max-Age=0/, /^NTNX_IGW_SESSION=; /, /^NTNX_MERCURY/])
  t.same(auth.loggedIn('france'), [])
  await t.rejects(auth.authenticate('france', { cookie }), refused)
  t.equal(auth.logOut('france', undefined).length, 3, 'who is not logged in may log out')
})

t.test('who is logged in is told once, and not when the session has ended', async t => {
  const { auth, clock } = authWith({ idleSeconds: 60 })
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await auth.logIn('canada', 'colon', 'a:b')
  t.same(auth.loggedIn('france'), ['admin'])
  clock.seconds = 61
  t.same(auth.loggedIn('france'), [])
})

t.test('only the refusal of a wrong password is late, after a few of them', async t => {
  const { auth, pauses } = authWith()
  const wrong = basic('admin', 'x')
  for (let n = 0; n < 5; n += 1) await t.rejects(auth.authenticate('france', { authorization: wrong }), refused)
  for (const credentials of [{}, { cookie: 'JSESSIONID=guess' }, { authorization: 'Bearer abc' }])
    await t.rejects(auth.authenticate('france', credentials), refused)
  t.same(pauses, [])
  await t.rejects(auth.authenticate('france', { authorization: wrong }), refused)
  await t.rejects(auth.logIn('france', 'admin', 'x'), refused, 'the login form counts with the rest')
  await t.rejects(auth.authenticate('france', { authorization: wrong }, at('10.0.0.2')), refused)
  t.same(pauses, [0.125, 0.25], 'nobody else waits')
  await t.resolves(auth.authenticate('france', { authorization: admin }))
  await t.rejects(auth.authenticate('france', { authorization: wrong }), refused)
  t.same(pauses, [0.125, 0.25], 'the right password did not wait, and what was wrong is forgotten')
})

t.test('somebody who does not exist or may not log in is refused as late as anybody', async t => {
  for (const [user, password] of [
    ['nobody', 'x'],
    ['guest', 'guest']
  ] as const) {
    const { auth, pauses } = authWith()
    const authorization = basic(user, password)
    for (let n = 0; n < 7; n += 1) await t.rejects(auth.authenticate('france', { authorization }), refused)
    t.same(pauses, [0.125, 0.25], user)
  }
})

t.test('one user cannot end the sessions of others, by however many of its own', async t => {
  const { auth } = authWith({ sessionsMax: 5, sessionsOfUserMax: 2 })
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await auth.logIn('canada', 'colon', 'a:b')
  for (let n = 3; n <= 4; n += 1) await auth.logIn('france', 'colon', 'a:b')
  await auth.authenticate('france', { cookie: 'JSESSIONID=session-3' })
  await auth.logIn('france', 'colon', 'a:b')
  const good = async (site: string, n: number) =>
    auth.authenticate(site, { cookie: `JSESSIONID=session-${n}` }).then(
      () => true,
      () => false
    )
  t.same([await good('france', 3), await good('france', 4), await good('france', 5)], [true, false, true])
  for (let n = 0; n < 20; n += 1) await auth.logIn('france', 'colon', 'a:b')
  t.ok(await good('france', 1), 'of another user')
  t.ok(await good('canada', 2), 'of the same name at another site')
})

t.test('a browser has one session for all sites, with a grant for each', async t => {
  const { auth } = authWith()
  await auth.logIn('france', 'admin', 'nutanix/4u')
  const cookie = 'JSESSIONID=session-1'
  await t.rejects(auth.authenticate('canada', { cookie }), refused, 'one is not good for the other')
  t.match((await auth.logIn('canada', 'colon', 'a:b', cookie)).setCookies, [
    'JSESSIONID=session-1; Path=/; Secure; HttpOnly',
    /^NTNX_IGW_SESSION=session-1; /,
    /^NTNX_MERCURY_IGW_SESSION=session-1; /
  ])
  t.match(await auth.authenticate('france', { cookie }), { user: 'admin', setCookies: [] })
  t.match(await auth.authenticate('canada', { cookie }), { user: 'colon', setCookies: [] })
  t.match((await auth.logIn('france', 'admin', 'nutanix/4u', cookie)).setCookies[0], /=session-1;/)
  t.same([auth.loggedIn('france'), auth.loggedIn('canada')], [['admin'], ['colon']])
})

t.test('Basic credentials at a second site go on with the session of the first', async t => {
  const { auth } = authWith()
  await auth.authenticate('france', { authorization: admin })
  const cookie = 'JSESSIONID=session-1'
  t.match((await auth.authenticate('canada', { authorization: admin, cookie })).setCookies[0], /=session-1;/)
  t.match(await auth.authenticate('france', { cookie }), { user: 'admin' })
})

t.test('logging out of one site leaves the browser logged in to the other', async t => {
  const { auth } = authWith()
  const cookie = 'JSESSIONID=session-1'
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await auth.logIn('canada', 'admin', 'nutanix/4u', cookie)
  t.match(auth.logOut('france', cookie), [
    'JSESSIONID=session-1; Path=/; Secure; HttpOnly',
    /^NTNX_IGW_SESSION=session-1; /,
    /^NTNX_MERCURY/
  ])
  await t.rejects(auth.authenticate('france', { cookie }), refused)
  t.match(await auth.authenticate('canada', { cookie }), { user: 'admin' })
  t.match(auth.logOut('canada', cookie), [/Max-Age=0/, /Max-Age=0/, /Max-Age=0/], 'the last one takes the cookies back')
  t.match((await auth.logIn('canada', 'admin', 'nutanix/4u', cookie)).setCookies[0], /=session-2;/)
})

t.test('a session id is never one that somebody else has thought of', async t => {
  const { auth, clock } = authWith({ idleSeconds: 60 })
  for (const cookie of ['JSESSIONID=planted', 'JSESSIONID=', 'JSESSIONID=__proto__', 'NTNX_IGW_SESSION=session-9'])
    t.notMatch((await auth.logIn('france', 'admin', 'nutanix/4u', cookie)).setCookies[0], /planted|proto|session-9|=;/)
  t.match((await auth.logIn('canada', 'admin', 'nutanix/4u', 'JSESSIONID=session-1')).setCookies[0], /=session-1;/)
  clock.seconds = 61
  t.match(
    (await auth.logIn('canada', 'admin', 'nutanix/4u', 'JSESSIONID=session-1')).setCookies[0],
    /=session-5;/,
    'nor one that is over'
  )
})

t.test('another user at the same site gets another session, and the browser keeps its other sites', async t => {
  const { auth } = authWith()
  await auth.logIn('france', 'colon', 'a:b')
  await auth.logIn('canada', 'colon', 'a:b', 'JSESSIONID=session-1')
  t.match((await auth.logIn('france', 'admin', 'nutanix/4u', 'JSESSIONID=session-1')).setCookies[0], /=session-2;/)
  t.match(
    await auth.authenticate('france', { cookie: 'JSESSIONID=session-1' }),
    { user: 'colon' },
    'nobody is promoted'
  )
  t.match(await auth.authenticate('france', { cookie: 'JSESSIONID=session-2' }), { user: 'admin' })
  t.match(await auth.authenticate('canada', { cookie: 'JSESSIONID=session-2' }), { user: 'colon' })
})

t.test('a site of one lab is none of another lab', async t => {
  const { auth, labNamed } = authWith()
  const other = labNamed('other')
  const cookie = 'JSESSIONID=session-1'
  await auth.logIn('france', 'admin', 'nutanix/4u')
  await t.rejects(other.authenticate('france', { cookie }), refused)
  t.match((await other.logIn('france', 'colon', 'a:b', cookie)).setCookies[0], /=session-1;/)
  t.same([auth.loggedIn('france'), other.loggedIn('france')], [['admin'], ['colon']])
})

t.test('a client without a cookie jar has one session for each connection', async t => {
  const { auth, clock, accounts, hashed } = authWith()
  const over = (connection: object) => ({ ...at('10.0.0.1'), connection })
  const [one, two] = [{}, {}]
  const sessionOf = async (connection: object, site = 'france', authorization = admin) =>
    (await auth.authenticate(site, { authorization }, over(connection))).sessionId

  const first = await sessionOf(one)
  t.equal(await sessionOf(one), first)
  t.equal(auth.authenticateGood('france', { authorization: admin }, one)?.sessionId, first)
  t.equal(hashed.count, 1, 'the password is looked at once')
  t.equal((await auth.authenticate('france', { authorization: admin }, over(one))).setCookies.length, 3)
  t.not(await sessionOf(two), first, 'another connection')
  t.not(await sessionOf(one, 'canada'), first, 'another site')

  const third = await sessionOf(one)
  const login = await auth.authenticate('france', { authorization: basic('colon', 'a:b') }, over(one))
  t.equal(login.user, 'colon', 'other credentials are another login')
  t.not(await sessionOf(one), third)

  const fourth = await sessionOf(one)
  auth.logOut('france', `JSESSIONID=${fourth}`)
  const fifth = await sessionOf(one)
  t.not(fifth, fourth, 'a session that was ended does not come back')
  clock.seconds += 16 * 60
  t.not(await sessionOf(one), fifth, 'nor one that was idle for too long')

  accounts.set('admin', account('changed'))
  await t.rejects(auth.authenticate('france', { authorization: admin }, over(one)), refused, 'the password is another')
  t.equal(auth.authenticateGood('france', { authorization: admin }, one), undefined)
  const wrong = basic('admin', 'wrong')
  await t.rejects(auth.authenticate('france', { authorization: wrong }, over(two)), refused)
})
