/** How late the refusal of a wrong password is. */
import t from 'tap'
import {
  ADDRESSES_MAX,
  DELAY_SECONDS_MAX,
  FAILURES_KEPT_SECONDS,
  FailedLogins,
  PROMPT_FAILURES,
  USERS_OF_ADDRESS_MAX
} from '../../../server/prism/login/failed-logins.js'

function setUp() {
  const clock = { seconds: 0 }
  const guesses = new FailedLogins({ nowSeconds: () => clock.seconds })
  const admin = { address: '10.0.0.1', realm: 'france', user: 'admin' }
  const failed = (times: number, guess = admin) => Array.from({ length: times }, () => guesses.failed(guess))
  return { clock, guesses, admin, failed }
}

t.test('the first refusals are prompt, then each is twice as late as the one before, up to a bound', async t => {
  const { failed } = setUp()
  t.same(failed(PROMPT_FAILURES), Array(PROMPT_FAILURES).fill(0))
  t.same(failed(7), [0.125, 0.25, 0.5, 1, DELAY_SECONDS_MAX, DELAY_SECONDS_MAX, DELAY_SECONDS_MAX])
  t.same(failed(2_000).at(-1), DELAY_SECONDS_MAX)
})

t.test('failures count for one address, site and user', async t => {
  const { failed, admin } = setUp()
  failed(PROMPT_FAILURES)
  for (const other of [{ address: '10.0.0.2' }, { realm: 'canada' }, { user: 'viewer' }])
    t.same(failed(1, { ...admin, ...other }), [0], JSON.stringify(other))
  t.same(failed(1), [0.125])
})

t.test('a right password makes failures forgotten, those of nobody else', async t => {
  const { failed, guesses, admin } = setUp()
  const viewer = { ...admin, user: 'viewer' }
  failed(PROMPT_FAILURES)
  guesses.succeeded(viewer)
  t.same(failed(1), [0.125], 'who has an account does not get to guess at another one by it')
  guesses.succeeded(admin)
  t.same(failed(1), [0])
})

t.test('failures are forgotten after a while without any', async t => {
  const { failed, clock } = setUp()
  failed(PROMPT_FAILURES)
  clock.seconds += FAILURES_KEPT_SECONDS
  t.same(failed(1), [0.125])
  clock.seconds += FAILURES_KEPT_SECONDS + 1
  t.same(failed(1), [0])
})

t.test('names that are made up neither fill the table nor make anything forgotten', async t => {
  const { failed, guesses, admin } = setUp()
  failed(PROMPT_FAILURES)
  const late = Array.from({ length: 500 }, (_, n) => guesses.failed({ ...admin, user: `made up ${n}` }))
  t.equal(guesses.size, USERS_OF_ADDRESS_MAX + 1)
  t.equal(late.at(-1), DELAY_SECONDS_MAX, 'all names too many are one')
  guesses.succeeded({ ...admin, user: 'made up 499' })
  t.same(failed(1, { ...admin, user: 'made up 500' }), [DELAY_SECONDS_MAX], 'which no success of one of them resets')
  t.same(failed(1), [0.125])
})

t.test('of too many addresses the one that failed the longest ago is forgotten', async t => {
  const { failed, guesses, admin } = setUp()
  failed(PROMPT_FAILURES)
  for (let n = 1; n < ADDRESSES_MAX; n += 1) guesses.failed({ ...admin, address: `address ${n}` })
  t.same(failed(1), [0.125], 'so far there is room, and it is the latest now')
  guesses.failed({ ...admin, address: 'one more' })
  t.equal(guesses.size, ADDRESSES_MAX)
  t.same(failed(1), [0.25])
  for (let n = 0; n < ADDRESSES_MAX; n += 1) guesses.failed({ ...admin, address: `another ${n}` })
  t.same(failed(1), [0])
})
