/** Who may ask: Basic credentials on every call, or the session cookie that any call with credentials hands out. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { RequestError } from './refusals.js'

/** Sessions kept at once in one process; the one that was idle the longest goes first. */
export const SESSIONS_MAX = 10_000

/** A session that nobody used for this long is over. */
export const SESSION_IDLE_SECONDS = 15 * 60

/** Either cookie alone logs its holder in [C: clients keep one or the other]. */
const sessionCookies = ['JSESSIONID', 'NTNX_IGW_SESSION'] as const

export interface AuthOptions {
  /** User names to passwords. */
  users: Readonly<Record<string, string>>
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
  /** Values for `set-cookie`; none while the session that was shown goes on. */
  setCookies: readonly string[]
}

export interface Auth {
  /**
   * Who asks. A realm is what a session is good for: a lab, or a cluster. Throws a `RequestError` that answers 401: for
   * wrong credentials even beside a good cookie, for an unknown or expired cookie, for neither.
   */
  authenticate(realm: string, credentials: Credentials): Login
  /** Makes a session, as the login form does. Throws a `RequestError` that answers 401. */
  logIn(realm: string, user: string, password: string): Login
  /** Whether a path answers without credentials: the ping of clients that wait for a cluster. */
  open(method: string, path: string): boolean
}

interface Session {
  realm: string
  user: string
  usedAt: number
}

export function createAuth(options: AuthOptions): Auth {
  const {
    users,
    nowSeconds,
    randomId,
    secure,
    idleSeconds = SESSION_IDLE_SECONDS,
    sessionsMax = SESSIONS_MAX
  } = options
  /** In order of last use. */
  const sessions = new Map<string, Session>()

  function sessionOf(realm: string, cookie: string | undefined): Session | undefined {
    for (const id of sessionIdsIn(cookie)) {
      const session = sessions.get(id)
      if (session === undefined || session.realm !== realm) continue
      sessions.delete(id)
      if (nowSeconds() - session.usedAt > idleSeconds) continue
      session.usedAt = nowSeconds()
      sessions.set(id, session)
      return session
    }
    return undefined
  }

  function check(user: string, password: string): void {
    const expected = Object.hasOwn(users, user) ? users[user] : undefined
    // Compared even where there is no such user, so that the time taken does not tell who exists.
    const right = sameText(password, expected ?? '')
    if (expected === undefined || !right) throw new RequestError('unauthenticated', 'Wrong user name or password')
  }

  function begin(realm: string, user: string): Login {
    const id = randomId()
    sessions.set(id, { realm, user, usedAt: nowSeconds() })
    for (const longestIdle of sessions.keys()) {
      if (sessions.size <= sessionsMax) break
      sessions.delete(longestIdle)
    }
    const attributes = `Path=/; ${secure ? 'Secure; ' : ''}HttpOnly`
    return { user, setCookies: sessionCookies.map(name => `${name}=${id}; ${attributes}`) }
  }

  return {
    authenticate(realm, { authorization, cookie }) {
      const basic = authorization === undefined ? undefined : basicIn(authorization)
      if (basic !== undefined) check(basic.user, basic.password)
      else if (authorization !== undefined) throw new RequestError('unauthenticated', 'Basic credentials expected')

      const session = sessionOf(realm, cookie)
      if (session !== undefined && (basic === undefined || basic.user === session.user)) {
        return { user: session.user, setCookies: [] }
      }
      if (basic === undefined) throw new RequestError('unauthenticated', 'Authentication required')
      return begin(realm, basic.user)
    },
    logIn(realm, user, password) {
      check(user, password)
      return begin(realm, user)
    },
    open: (method, path) => method === 'HEAD' && /^\/+PrismGateway\/+services\/*$/.test(path)
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

/** In a time that does not depend on where the texts differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
