/** Authorization by role: viewers read, cluster administrators change, user administrators manage users. */
import type { Role } from '../../domain/core/index.js'
import type { Operation } from '../../http/contract/index.js'

/** Questions that are too long for a URL. */
const readingPosts: ReadonlySet<string> = new Set([
  'POST /clusters/list',
  'POST /vms/list',
  'POST /hosts/list',
  'POST /groups',
  'POST /tasks/list',
  'POST /tasks/poll',
  'POST /vfilers/snapshot_info',
  'POST /vfilers/{uuid}/shares/{shareUuid}/get_principal_type'
])

/** What everybody may do, since it is about whoever asks. */
const ownAffairs: ReadonlySet<string> = new Set([
  'PUT /users/change_password',
  'POST /utils/change_default_system_password'
])

/** Who does not need more than to be logged in. Somebody without any role may look as well. */
function needsNoRole({ method, path }: Operation): boolean {
  return method === 'GET' || readingPosts.has(`${method} ${path}`) || ownAffairs.has(`${method} ${path}`)
}

/** Why an operation is refused to a user with these roles; undefined where it is not. */
export function permissionDenied(operation: Operation, roles: readonly Role[]): string | undefined {
  const needed = needsNoRole(operation) ? [] : rolesFor(operation)
  if (needed.length === 0 || needed.some(role => roles.includes(role))) return undefined
  return `Access is denied: ${operation.method} ${operation.path} needs ${needed.join(' or ')}`
}

/** A user administrator is a cluster administrator too [C: product manual]. */
function rolesFor({ extra }: Operation): Role[] {
  const [tag] = extra['tags'] as readonly [string]
  return tag === 'users' ? ['ROLE_USER_ADMIN'] : ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN']
}
