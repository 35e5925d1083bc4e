/** What holds of the users of a cluster. */
import { USERS_MAX, roles as knownRoles } from '../core/index.js'
import { clustersOf, repeated } from './context.js'
import type { Invariants } from './context.js'

export const userInvariants: Invariants = {
  'a user is known by its name, has roles that there are, and a secret that is no password': function* (world) {
    for (const here of clustersOf(world)) {
      const users = Object.entries(here.users)
      if (users.length > USERS_MAX) yield `${users.length} users on ${here.name}`
      for (const [name, { username, roles, secret, createdAt }] of users) {
        const place = `user ${name} on ${here.name}`
        if (username !== name) yield `${place} is ${username}`
        if (repeated(roles).length > 0 || roles.some(role => !knownRoles.includes(role)))
          yield `${place} has the roles ${roles.join(', ')}`
        if (secret.salt === '' || secret.hash === '') yield `${place} has no secret`
        if (createdAt > world.now) yield `${place} was made in the future`
      }
    }
  },

  'an administrator whom the start has named may administer': function* (world) {
    for (const here of clustersOf(world)) {
      const appointed = Object.values(here.users).filter(user => user.appointed !== null)
      const able = Object.values(here.users).some(({ enabled, roles }) => enabled && roles.includes('ROLE_USER_ADMIN'))
      if (appointed.length > 0 && !able) yield `nobody can administer the users of ${here.name}`
    }
  }
}
