/** Who may log in to a cluster, and what they may do there. */
import type { Instant } from '../time.js'

/** What a user may do. Who has none may look [C: product manual, "viewer"]. */
export type Role = 'ROLE_CLUSTER_ADMIN' | 'ROLE_USER_ADMIN' | 'ROLE_CLUSTER_VIEWER'

export const roles: readonly Role[] = ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN', 'ROLE_CLUSTER_VIEWER']

/** What a password is checked against. It is made outside of the domain, which never sees a password. */
export interface Secret {
  salt: string
  hash: string
  /** Whether the password was brought to one length before it was hashed; worlds that were saved earlier hold secrets without. */
  prehashed?: true
}

/** Whether a password can be this: not empty, and without NUL, at which a password ends for some of those who read it. */
export function isPassword(text: string): boolean {
  return text !== '' && !text.includes('\0')
}

export interface Profile {
  firstName: string | null
  middleInitial: string | null
  lastName: string | null
  emailId: string | null
}

export interface User {
  /** Its name, and its key in the cluster. */
  username: string
  profile: Profile
  roles: Role[]
  /** Whether it may log in. */
  enabled: boolean
  secret: Secret
  createdAt: Instant
  /** Name of whoever changed it last; null where nobody has. */
  updatedBy: string | null
  /**
   * The password that a start gave it: a later start with the same one leaves a changed password alone. Null for users
   * that no start has named.
   */
  appointed: Secret | null
}
