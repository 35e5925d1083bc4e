/** Who may do what, and how users and their passwords are kept. What a viewer may do is viewer.test.ts's. */
import t from 'tap'
import type { Method } from '../support/emulator.js'
import { PASSWORD, withUsers } from './with-users.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'

t.test('a cluster administrator changes everything but users, a user administrator those too', async t => {
  const { as } = await withUsers(t)
  const [operator, keeper] = [as('operator', PASSWORD), as('keeper', PASSWORD)]
  const create = (value: string) => ['france', 'POST', `${V2}/protection_domains`, { value }] as const
  t.match(await operator(...create('one')), { status: 201 })
  t.match(await keeper(...create('two')), { status: 201 })
  const add = (username: string) =>
    ['france', 'POST', `${V1}/users`, { profile: { username, password: 'x' }, roles: [] }] as const
  t.match(await operator(...add('more')), {
    status: 403,
    body: { message: /POST \/users needs ROLE_USER_ADMIN/, errorCode: { code: 403 } }
  })
  t.match(await keeper(...add('more')), { status: 200, body: { lastUpdatedByUser: 'keeper' } })
  t.match(await keeper('canada', 'GET', `${V2}/cluster`), { status: 401 }, 'users are those of one cluster')
})

t.test('users are made, changed and deleted', async t => {
  const { ask, as } = await withUsers(t)
  const viewer = as('viewer', PASSWORD)
  const users = async () =>
    (await ask('france', 'GET', `${V1}/users`)).body.map(
      (row: { profile: { username: string } }) => row.profile.username
    )
  t.same(await users(), ['admin', 'viewer', 'nobody', 'operator', 'keeper'])
  t.match((await ask('france', 'GET', `${V1}/users/details`)).body.length, 5)
  t.match((await viewer('france', 'GET', `${V1}/users/session_info`)).body, {
    userDTO: { profile: { username: 'viewer', firstName: 'Ada' }, roles: ['ROLE_CLUSTER_VIEWER'] },
    multicluster: false
  })

  const roles = `${V1}/users/viewer/roles`
  t.match(await ask('france', 'POST', roles, ['ROLE_CLUSTER_ADMIN']), { status: 200, body: { value: true } })
  t.match((await ask('france', 'GET', `${V1}/users/viewer`)).body.roles, ['ROLE_CLUSTER_ADMIN', 'ROLE_CLUSTER_VIEWER'])
  t.match(await viewer('france', 'POST', `${V2}/protection_domains`, { value: 'new' }), { status: 201 })
  t.match(await ask('france', 'PUT', roles, ['ROLE_CLUSTER_VIEWER']), { status: 200 })
  t.match(await viewer('france', 'POST', `${V2}/protection_domains`, { value: 'newer' }), { status: 403 })

  t.match(await ask('france', 'PUT', `${V1}/users/viewer/profile`, { lastName: 'L', password: 'other' }), {
    status: 200
  })
  t.match((await ask('france', 'GET', `${V1}/users/viewer`)).body.profile, { firstName: 'Ada', lastName: 'L' })
  const changed = { profile: { username: 'viewer', password: PASSWORD, emailId: 'a@b.c' }, roles: null, enabled: null }
  t.match(await ask('france', 'PUT', `${V1}/users`, changed), {
    body: { enabled: true, profile: { emailId: 'a@b.c' } }
  })

  t.match(await ask('france', 'PUT', `${V1}/users/viewer/enable`, { value: false }), { status: 200 })
  t.match(await viewer('france', 'GET', `${V2}/cluster`), { status: 401 })
  t.match(await ask('france', 'PUT', `${V1}/users/viewer/enable`, { value: true }), { status: 200 })
  t.match(await viewer('france', 'GET', `${V2}/cluster`), { status: 200 })

  const logged = `${V1}/users/logged_in_users`
  t.match((await ask('france', 'GET', logged)).body.entities, [{}, {}])
  t.match((await ask('france', 'GET', `${logged}/viewer`)).body, { profile: { username: 'viewer' } })
  t.match(await ask('france', 'GET', `${logged}/keeper`), { status: 500, body: { message: /is not logged in/ } })

  t.match(await ask('france', 'DELETE', `${V1}/users/viewer`), { status: 200, body: { value: true } })
  t.match(await viewer('france', 'GET', `${V2}/cluster`), { status: 401 })
  t.notOk((await users()).includes('viewer'))
})

t.test('what cannot be done to a user is refused, and changes nothing', async t => {
  const { ask } = await withUsers(t)
  const before = (await ask('france', 'GET', '/emulator/v1/world')).text
  const refused: [Method, string, unknown, RegExp, number][] = [
    ['POST', '/users', { profile: { username: 'viewer', password: 'x' } }, /already exists/, 500],
    ['POST', '/users', { profile: { username: 'new' } }, /needs a password/, 500],
    ['POST', '/users', { profile: { username: 'new', password: '' } }, /needs a password/, 500],
    ['POST', '/users', { profile: { password: 'x' } }, /no username/, 500],
    ['POST', '/users', {}, /no username/, 500],
    ['POST', '/users', { profile: { username: 'a:b', password: 'x' } }, /no name for a user/, 500],
    [
      'POST',
      '/users',
      { profile: { username: 'new', password: 'x' }, roles: ['ROLE_KING'] },
      /ROLE_KING is none of/,
      500
    ],
    ['POST', '/users', { profile: { username: 'new', password: `${PASSWORD}\0` } }, /NUL/, 500],
    ['PUT', '/users', { profile: { username: 'viewer', lastName: 'L', password: 'x\0' } }, /NUL/, 500],
    ['PUT', '/users/viewer/profile', { lastName: 'L', password: '\0' }, /NUL/, 500],
    ['POST', '/users/reset_password', { username: 'viewer', password: 'x\0y' }, /NUL/, 500],
    ['PUT', '/users/change_password', { oldPassword: 'nutanix/4u', newPassword: 'x\0' }, /NUL/, 500],
    ['PUT', '/users/change_password', { oldPassword: 'nutanix/4u\0', newPassword: 'x' }, /old password/, 500],
    [
      'POST',
      '/utils/change_default_system_password',
      { oldPassword: 'nutanix/4u', newPassword: 'nutanix/4u\0' },
      /NUL/,
      500
    ],
    ['PUT', '/users', { profile: null }, /no username/, 500],
    ['GET', '/users/ghost', undefined, /ghost does not exist/, 500],
    ['DELETE', '/users/ghost', undefined, /ghost does not exist/, 500],
    ['PUT', '/users/ghost/roles', [], /ghost does not exist/, 500],
    ['POST', '/users/constructor/roles', [], /constructor does not exist/, 500],
    ['PUT', '/users/viewer/roles', ['ROLE_KING'], /ROLE_KING/, 500],
    ['PUT', '/users/viewer/roles', { value: 'ROLE_CLUSTER_ADMIN' }, /must be array/, 400],
    ['PUT', '/users/ghost/enable', { value: true }, /ghost does not exist/, 500],
    ['PUT', '/users/ghost/profile', {}, /ghost does not exist/, 500],
    ['POST', '/users/reset_password', { username: 'ghost', password: 'x' }, /ghost does not exist/, 500],
    ['POST', '/users/reset_password', { username: 'viewer', password: '' }, /fewer than 1/, 400],
    ['POST', '/users/reset_password', { username: 'viewer' }, /password/, 400],
    ['PUT', '/users/change_password', { oldPassword: 'wrong', newPassword: 'x' }, /old password/, 500],
    ['PUT', '/users/change_password', { newPassword: 'x' }, /oldPassword/, 400]
  ]
  for (const [method, path, body, message, status] of refused) {
    t.match(await ask('france', method, V1 + path, body), { status, body: { message } }, `${method} ${path} ${message}`)
  }
  t.equal((await ask('france', 'GET', '/emulator/v1/world')).text, before)
  await ask('france', 'DELETE', `${V1}/users/keeper`)
  t.match(await ask('france', 'DELETE', `${V1}/users/admin`), { status: 500, body: { message: /the last one/ } })
})

t.test('a password is changed by its owner or an administrator, and is nowhere in the world', async t => {
  const { ask, as } = await withUsers(t)
  const change = { oldPassword: PASSWORD, newPassword: 'an0ther/Secret' }
  t.match(await as('viewer', PASSWORD)('france', 'PUT', `${V1}/users/change_password`, change), {
    body: { value: true }
  })
  t.match(await as('viewer', PASSWORD)('france', 'GET', `${V2}/cluster`), { status: 401 })
  t.match(await as('viewer', 'an0ther/Secret')('france', 'GET', `${V2}/cluster`), { status: 200 })
  const reset = { username: 'viewer', password: 'reset/Secret' }
  t.match(await ask('france', 'POST', `${V1}/users/reset_password`, reset), { body: { value: true } })
  t.match(await as('viewer', 'reset/Secret')('france', 'GET', `${V2}/cluster`), { status: 200 })
  const system = { oldPassword: 'nutanix/4u', newPassword: 'system/Secret' }
  t.match(await ask('france', 'POST', `${V1}/utils/change_default_system_password`, system), { body: { value: true } })
  t.match(await ask('france', 'GET', `${V2}/cluster`), { status: 401 })
  t.match(await ask('canada', 'GET', `${V2}/cluster`), { status: 200 }, 'the other cluster has users of its own')

  const { text } = await ask('france', 'GET', '/emulator/v1/world')
  for (const password of [PASSWORD, 'an0ther/Secret', 'reset/Secret', 'system/Secret', 'nutanix/4u']) {
    t.notOk(text.includes(`"${password}"`), password)
  }
  await ask('france', 'POST', '/emulator/v1/world/reset')
  t.match(await ask('france', 'GET', `${V2}/cluster`), { status: 200 }, 'a reset brings the first password back')
  t.match(await ask('france', 'GET', `${V1}/users`), { body: [{ profile: { username: 'admin' } }] })
})

t.test('a password followed by NUL logs nobody in, by Basic or by the form', async t => {
  const { ask, as, send } = await withUsers(t)
  await ask('france', 'PUT', `${V1}/users/viewer/enable`, { value: true })
  for (const [user, password] of [
    ['admin', 'nutanix/4u'],
    ['viewer', PASSWORD]
  ] as const) {
    const logIn = (shown: string) =>
      send('france', {
        method: 'POST',
        url: '/PrismGateway/j_spring_security_check',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ j_username: user, j_password: shown }).toString()
      })
    const both = async (shown: string) => [
      (await as(user, shown)('france', 'GET', `${V2}/cluster`)).status,
      (await logIn(shown)).status
    ]
    t.same(await both(`${password}\0`), [401, 401], user)
    t.same(await both(password), [200, 200])
  }
})
