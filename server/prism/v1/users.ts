/** User endpoints of v1, in canonical (v2.0) names; passwords are write-only. */
import { Refusal, isPassword, getOwn, refuseUnless, required, userOf } from '../../domain/core/index.js'
import type { Profile, Secret, User, View } from '../../domain/core/index.js'
import { cerebro } from '../lists/index.js'
import type { Prism, V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'

export const users = {
  getSessionInfo: ({ prism: { cluster, user } }) => ({
    user_dto: userDto(userOf(cluster, user)),
    local: true,
    multicluster: false,
    ff: []
  }),

  getLocalUsers: ({ prism: { cluster } }) => Object.values(cluster.users).map(userDto),
  getUserDetails: ({ prism: { cluster } }) => Object.values(cluster.users).map(userDto),
  getUser: ({ prism: { cluster }, path }) => userDto(userOf(cluster, path.name)),

  getAllLoggedInUsersInfo: ({ prism: { cluster, accounts } }) =>
    cerebro(accounts.loggedIn().map(name => userDto(userOf(cluster, name)))),

  getLoggedInUserInfo: ({ prism: { cluster, accounts }, path }) => {
    const here = accounts.loggedIn().includes(path.user_name) ? getOwn(cluster.users, path.user_name) : undefined
    return userDto(required(here, 'user/not-found', `User ${path.user_name} is not logged in`))
  },

  addLocalUser: ({ prism, body: { profile, roles } }) => {
    const username = required(profile?.username, 'user/invalid', 'The profile of a new user has no username')
    const password = required(passwordIn(profile, username), 'user/invalid', `User ${username} needs a password`)
    prism.submit({
      type: 'add-user',
      username,
      secret: prism.accounts.secretOf(username, password),
      request: { profile: profileIn(profile), roles: roles ?? [] } // enabled, whatever is asked [C: clients, which ask for false]
    })
    return userDto(userOf(prism.cluster, username))
  },

  updateLocalUser: ({ prism, body: { profile, roles, enabled } }) => {
    const username = required(profile?.username, 'user/invalid', 'The profile of a user to change has no username')
    const password = passwordIn(profile, username)
    const request = { profile: profileIn(profile), ...(roles && { roles }), ...(enabled !== null && { enabled }) }
    prism.submit({
      type: 'change-user',
      username,
      request: withoutUndefined(request),
      ...secretIn(prism, username, password)
    })
    return userDto(userOf(prism.cluster, username))
  },

  updateUserProfile: ({ prism, path: { name: username }, body }) => {
    const password = passwordIn(body, username)
    const request = { profile: profileIn(body) }
    prism.submit({ type: 'change-user', username, request, ...secretIn(prism, username, password) })
    return { value: true }
  },

  addUserRoles: ({ prism, path: { name: username }, body }) => {
    const { roles } = userOf(prism.cluster, username)
    prism.submit({ type: 'change-user', username, request: { roles: [...roles, ...body] } })
    return { value: true }
  },

  setUserRoles: ({ prism, path: { name: username }, body: roles }) => {
    prism.submit({ type: 'change-user', username, request: { roles } })
    return { value: true }
  },

  enableUser: ({ prism, path: { name: username }, body: { value } }) => {
    prism.submit({ type: 'change-user', username, request: { enabled: value ?? true } })
    return { value: true }
  },

  deleteLocalUser: ({ prism, path: { name: username } }) => {
    prism.submit({ type: 'remove-user', username })
    return { value: true }
  },

  changePassword: ({ prism, body }) => changeOwnPassword(prism, body),
  changeDefaultSystemPassword: ({ prism, body }) => changeOwnPassword(prism, body),

  resetPassword: ({ prism, body: { username, password } }) => {
    setPassword(prism, username, password)
    return { value: true }
  }
} satisfies Partial<V1CanonicalHandlers>

function changeOwnPassword(
  prism: Prism,
  { old_password: old, new_password: next }: V1CanonicalModel<'PasswordChange'>
) {
  const { secret } = userOf(prism.cluster, prism.user)
  if (!prism.accounts.right(secret, old))
    throw new Refusal('user/wrong-password', `The old password of user ${prism.user} is another one`)
  setPassword(prism, prism.user, next)
  return { value: true }
}

function secretIn({ accounts }: Prism, username: string, password: string | undefined): { secret?: Secret } {
  return password === undefined ? {} : { secret: accounts.secretOf(username, password) }
}

function setPassword(prism: Prism, username: string, password: string): void {
  requirePassword(password, username)
  prism.submit({ type: 'set-user-secret', username, secret: prism.accounts.secretOf(username, password) })
}

/** The password that a profile gives; undefined where it is to stay. Throws `Refusal` where it cannot be one. */
function passwordIn(profile: V1CanonicalModel<'UserProfile'> | null | undefined, username: string): string | undefined {
  const password = profile?.password || undefined
  if (password !== undefined) requirePassword(password, username)
  return password
}

function requirePassword(password: string, username: string): void {
  refuseUnless(isPassword(password), 'user/invalid', () => `The password of user ${username} must not hold a NUL`)
}

/** What is null or absent stays as it is. */
function profileIn(profile: V1CanonicalModel<'UserProfile'> | null | undefined): Partial<Profile> {
  return withoutUndefined({
    firstName: profile?.first_name ?? undefined,
    middleInitial: profile?.middle_initial ?? undefined,
    lastName: profile?.last_name ?? undefined,
    emailId: profile?.email_id ?? undefined
  })
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
}

function userDto({ username, profile, roles, enabled, createdAt, updatedBy }: View<User>): V1CanonicalModel<'User'> {
  return {
    profile: {
      username,
      password: null,
      first_name: profile.firstName,
      middle_initial: profile.middleInitial,
      last_name: profile.lastName,
      email_id: profile.emailId,
      ldap_login_name: null,
      locale: 'en-US',
      region: 'en-US'
    },
    roles: [...roles],
    enabled,
    creation_time_usecs: createdAt,
    last_access_time_usecs: 0, // as recorded of a user that is in use
    last_updated_by_user: updatedBy,
    login_session_info: null
  }
}
