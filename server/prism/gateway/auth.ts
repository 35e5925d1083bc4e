/** Who asks: Basic credentials on every call, or the session cookie that any call with credentials hands out. */
import type { Secret, View } from '../../domain/core/index.js'
import { RequestError } from '../core/index.js'
import { Sessions } from './sessions.js'
import type { Account, Login, SessionOptions } from './sessions.js'

export type { Account, Login } from './sessions.js'

/** Sessions kept at once in one process; the one that was idle the longest goes first. */
export const SESSIONS_MAX = 10_000

/** A session that nobody used for this long is over. */
export const SESSION_IDLE_SECONDS = 15 * 60

export interface AuthOptions extends SessionOptions {
  /** Whether a password is the one that a secret was made of. */
  right: (secret: View<Secret>, password: string) => boolean
  idleSeconds?: number
  sessionsMax?: number
}

export interface Credentials {
  authorization?: string | undefined
  cookie?: string | undefined
}

export interface Auth {
  /**
   * Who asks. A realm is what a session is good for: a cluster, or Prism Central. Throws a `RequestError` that answers
   * 401: for wrong credentials even beside a good cookie, for an unknown or expired cookie, for neither.
   */
  authenticate(realm: string, credentials: Credentials): Login
  /** Makes a session, as the login form does. Throws a `RequestError` that answers 401. */
  logIn(realm: string, user: string, password: string): Login
  /** Ends the sessions that a cookie names, and tells how to take the cookies back. */
  logOut(realm: string, cookie: string | undefined): readonly string[]
  /** Names of those who have a session. */
  loggedIn(realm: string): readonly string[]
}

/** What the password of somebody who does not exist is checked against, which takes as long. */
const nobody: Secret = { salt: '', hash: '0'.repeat(64) }

export function createAuth(options: AuthOptions): Auth {
  const { accountOf, right, idleSeconds = SESSION_IDLE_SECONDS, sessionsMax = SESSIONS_MAX } = options
  const sessions = new Sessions(options, idleSeconds, sessionsMax)

  function check(realm: string, user: string, password: string): Account {
    const account = accountOf(realm, user)
    const good = right(account?.secret ?? nobody, password)
    if (account?.enabled !== true || !good) throw new RequestError('unauthenticated', 'Wrong user name or password')
    return account
  }

  return {
    authenticate(realm, { authorization, cookie }) {
      const basic = authorization === undefined ? undefined : basicIn(authorization)
      if (basic === undefined && authorization !== undefined)
        throw new RequestError('unauthenticated', 'Basic credentials expected')

      const account = basic && check(realm, basic.user, basic.password)
      const session = sessions.find(realm, cookie)
      if (session !== undefined && (basic === undefined || basic.user === session.user)) return session
      if (basic === undefined || account === undefined)
        throw new RequestError('unauthenticated', 'Authentication required')
      return sessions.begin(realm, basic.user, account)
    },
    logIn: (realm, user, password) => sessions.begin(realm, user, check(realm, user, password)),
    logOut: (realm, cookie) => sessions.end(realm, cookie),
    loggedIn: realm => sessions.holders(realm)
  }
}

/** User name and password of a Basic header; undefined when it is none. */
function basicIn(authorization: string): { user: string; password: string } | undefined {
  const encoded = /^\s*basic\s+([A-Za-z0-9+/_-]+=*)\s*$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
