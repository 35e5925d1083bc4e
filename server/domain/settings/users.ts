/** Rules that add, change and remove users. Refused is what would leave nobody to administer them. */
import type { Cluster, CommandOf, DomainEvent, Profile, Role, Scene, Secret, User, View } from '../core/index.js'
import {
  FREE_NAME_LENGTH_MAX,
  Refusal,
  USERS_MAX,
  lengthFault,
  openCluster,
  getOwn,
  refuseFault,
  refuseUnless,
  roles as knownRoles,
  userOf
} from '../core/index.js'
import type { UserRequest } from './vocabulary.js'

/** Names that fit into a path and a Basic header; `name@domain` among them. */
const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/

/** Adds a user. Refuses a name that is in use and roles that do not exist. */
export function addUser(scene: Scene, command: CommandOf<'add-user'>): DomainEvent[] {
  const { world, here } = openCluster(scene, command)
  const { username, request, secret } = command
  refuseUnless(USERNAME.test(username), 'user/invalid', () => `${JSON.stringify(username)} is no name for a user`)
  refuseUnless(getOwn(here.users, username) === undefined, 'user/exists', () => `User ${username} already exists`)
  refuseUnless(
    Object.keys(here.users).length < USERS_MAX,
    'user/invalid',
    () => `Cluster ${here.name} has ${USERS_MAX} users, which is as many as it can have`
  )
  refuseLongProfile(request.profile)
  const account: User = {
    username,
    profile: { ...emptyProfile, ...request.profile },
    roles: rolesIn(request.roles ?? []),
    enabled: request.enabled ?? true,
    secret,
    createdAt: world.now,
    updatedBy: command.user,
    appointed: null
  }
  return [{ type: 'user-added', cluster: here.name, account }]
}

/** Changes profile, roles or state of a user. Refuses to take the last user administrator. */
export function changeUser(scene: Scene, command: CommandOf<'change-user'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const changed = updatedUser(userOf(here, command.username), command.request)
  if (!isUserAdministrator(changed)) refuseIfLast(here, command.username)
  const secret = command.secret ?? changed.secret
  return [{ type: 'user-changed', cluster: here.name, account: { ...changed, secret, updatedBy: command.user } }]
}

/** Replaces the password of a user by a hashed one. */
export function setUserSecret(scene: Scene, command: CommandOf<'set-user-secret'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const account = copyOf(userOf(here, command.username))
  return [
    {
      type: 'user-changed',
      cluster: here.name,
      account: { ...account, secret: command.secret, updatedBy: command.user }
    }
  ]
}

/** Removes a user. Refuses the last user administrator. */
export function removeUser(scene: Scene, command: CommandOf<'remove-user'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { username } = userOf(here, command.username)
  refuseIfLast(here, username)
  return [{ type: 'user-removed', cluster: here.name, username }]
}

export function appointAdministrator(scene: Scene, command: CommandOf<'appoint-administrator'>): DomainEvent[] {
  const { world, here } = openCluster(scene, command)
  const { username, secret } = command
  const known = getOwn(here.users, username)
  if (known !== undefined && sameSecret(known.appointed, secret)) return []
  const account: User = {
    username,
    profile: { ...(known?.profile ?? emptyProfile) },
    roles: ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN'],
    enabled: true,
    secret,
    createdAt: known?.createdAt ?? world.now,
    updatedBy: known?.updatedBy ?? null,
    appointed: secret
  }
  return [{ type: known === undefined ? 'user-added' : 'user-changed', cluster: here.name, account }]
}

/** Whether a user may add, change and remove users. */
function isUserAdministrator({ enabled, roles }: View<User>): boolean {
  return enabled && roles.includes('ROLE_USER_ADMIN')
}

/** Refuses where a user is the last one who may administer users. */
function refuseIfLast(here: View<Cluster>, username: string): void {
  const able = Object.values(here.users).filter(isUserAdministrator)
  refuseUnless(
    !able.every(user => user.username === username) || able.length === 0,
    'user/last-administrator',
    () => `User ${username} is the last one who may administer the users of ${here.name}`
  )
}

const emptyProfile: Profile = { firstName: null, middleInitial: null, lastName: null, emailId: null }

function updatedUser(account: View<User>, { profile, roles, enabled }: UserRequest): User {
  refuseLongProfile(profile)
  const before = copyOf(account)
  return {
    ...before,
    profile: { ...before.profile, ...profile },
    roles: roles === undefined ? before.roles : rolesIn(roles),
    enabled: enabled ?? before.enabled
  }
}

function refuseLongProfile(profile: Partial<Profile> = {}): void {
  for (const [field, text] of Object.entries(profile))
    refuseFault(lengthFault(text, FREE_NAME_LENGTH_MAX), 'user/invalid', `${field} of a user`)
}

function copyOf(account: View<User>): User {
  return { ...account, profile: { ...account.profile }, roles: [...account.roles] }
}

/** The named roles, each once, in the order in which the product lists them. Refuses one that does not exist. */
function rolesIn(wanted: readonly string[]): Role[] {
  const stranger = wanted.find(role => !knownRoles.some(known => known === role))
  if (stranger !== undefined) throw new Refusal('user/invalid', `Role ${stranger} is none of ${knownRoles.join(', ')}`)
  return knownRoles.filter(role => wanted.includes(role))
}

function sameSecret(one: View<Secret> | null, other: Secret): boolean {
  return one !== null && one.salt === other.salt && one.hash === other.hash && one.prehashed === other.prehashed
}
