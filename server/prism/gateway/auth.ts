/** Who asks: Basic credentials on every call, or the session cookie that any call with credentials hands out. */
import type { Role, Secret, User, View } from '../../domain/core/index.js'
import { RequestError } from '../core/index.js'

/** Sessions kept at once in one process; the one that was idle the longest goes first. */
export const SESSIONS_MAX = 10_000

/** A session that nobody used for this long is over. */
export const SESSION_IDLE_SECONDS = 15 * 60

/** Any of them alone logs its holder in [C: clients keep one, or paste two of them together]. */
const sessionCookies = ['JSESSIONID', 'NTNX_IGW_SESSION', 'NTNX_MERCURY_IGW_SESSION'] as const

/** What counts of a user when it logs in. */
export type Account = View<Pick<User, 'roles' | 'enabled' | 'secret'>>

export interface AuthOptions {
  /** The user of that name where a realm has one. */
  accountOf: (realm: string, user: string) => Account | undefined
  /** Whether a password is the one that a secret was made of. */
  right: (secret: View<Secret>, password: string) => boolean
  /** Seconds on a clock that never runs backwards; the wall's, not the world's. */
  nowSeconds: () => number
  /** A new secret for a session, unguessable. */
  randomId: () => string
  /** Whether the listeners speak TLS: a cookie marked `Secure` is not sent back otherwise. */
  secure: boolean
  idleSeconds?: number
  sessionsMax?: number
}

export interface Credentials {
  authorization?: string | undefined
  cookie?: string | undefined
}

export interface Login {
  user: string
  roles: readonly Role[]
  /** Values for `set-cookie`; none while the session that was shown goes on. */
  setCookies: readonly string[]
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

interface Session {
  realm: string
  user: string
  /** Of the password that it began with: a new password ends it. */
  hash: string
  usedAt: number
}

/** What the password of somebody who does not exist is checked against, which takes as long. */
const nobody: Secret = { salt: '', hash: '0'.repeat(64) }

export function createAuth(options: AuthOptions): Auth {
  const { accountOf, right, nowSeconds, randomId, secure } = options
  const { idleSeconds = SESSION_IDLE_SECONDS, sessionsMax = SESSIONS_MAX } = options
  const attributes = `Path=/; ${secure ? 'Secure; ' : ''}HttpOnly`
  /** In order of last use. */
  const sessions = new Map<string, Session>()

  /** The user of a session; undefined where the session is over. */
  function holderOf({ realm, user, hash, usedAt }: Session): Account | undefined {
    const account = accountOf(realm, user)
    const good = account?.enabled === true && account.secret.hash === hash && nowSeconds() - usedAt <= idleSeconds
    return good ? account : undefined
  }

  function sessionOf(realm: string, cookie: string | undefined): Login | undefined {
    for (const id of sessionIdsIn(cookie)) {
      const session = sessions.get(id)
      if (session === undefined || session.realm !== realm) continue
      sessions.delete(id)
      const account = holderOf(session)
      if (account === undefined) continue
      session.usedAt = nowSeconds()
      sessions.set(id, session)
      return { user: session.user, roles: account.roles, setCookies: [] }
    }
    return undefined
  }

  function check(realm: string, user: string, password: string): Account {
    const account = accountOf(realm, user)
    const good = right(account?.secret ?? nobody, password)
    if (account?.enabled !== true || !good) throw new RequestError('unauthenticated', 'Wrong user name or password')
    return account
  }

  function begin(realm: string, user: string, { roles, secret }: Account): Login {
    const id = randomId()
    sessions.set(id, { realm, user, hash: secret.hash, usedAt: nowSeconds() })
    for (const longestIdle of sessions.keys()) {
      if (sessions.size <= sessionsMax) break
      sessions.delete(longestIdle)
    }
    return { user, roles, setCookies: sessionCookies.map(name => `${name}=${id}; ${attributes}`) }
  }

  return {
    authenticate(realm, { authorization, cookie }) {
      const basic = authorization === undefined ? undefined : basicIn(authorization)
      if (basic === undefined && authorization !== undefined)
        throw new RequestError('unauthenticated', 'Basic credentials expected')

      const account = basic && check(realm, basic.user, basic.password)
      const session = sessionOf(realm, cookie)
      if (session !== undefined && (basic === undefined || basic.user === session.user)) return session
      if (basic === undefined || account === undefined)
        throw new RequestError('unauthenticated', 'Authentication required')
      return begin(realm, basic.user, account)
    },
    logIn: (realm, user, password) => begin(realm, user, check(realm, user, password)),
    logOut(realm, cookie) {
      for (const id of sessionIdsIn(cookie)) if (sessions.get(id)?.realm === realm) sessions.delete(id)
      return sessionCookies.map(name => `${name}=; ${attributes}; Max-Age=0`)
    },
    loggedIn(realm) {
      const here = [...sessions.values()].filter(session => session.realm === realm && holderOf(session) !== undefined)
      return [...new Set(here.map(({ user }) => user))]
    }
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

function sessionIdsIn(cookie: string | undefined): string[] {
  const pairs = (cookie ?? '').split(';').map(pair => pair.trim().split('='))
  return pairs.flatMap(([name, value]) => (value !== undefined && isSessionCookie(name) ? [value] : []))
}

function isSessionCookie(name: string | undefined): boolean {
  return sessionCookies.some(candidate => candidate === name)
}
