/** Sessions of those who have logged in: found by their cookies, over when idle for too long, one too many or the password changed. */
import type { Role, Secret, User, View } from '../../domain/core/index.js'

/** Any of them alone logs its holder in [C: clients keep one, or paste two of them together]. */
const sessionCookies = ['JSESSIONID', 'NTNX_IGW_SESSION', 'NTNX_MERCURY_IGW_SESSION'] as const

/** What counts of a user when it logs in. */
export type Account = View<Pick<User, 'roles' | 'enabled' | 'secret'>>

export interface Login {
  user: string
  roles: readonly Role[]
  /** Values for `set-cookie`; none while the session that was shown goes on. */
  setCookies: readonly string[]
}

export interface SessionOptions {
  /** The user of that name where a realm has one. */
  accountOf: (realm: string, user: string) => Account | undefined
  /** Seconds on a clock that never runs backwards; the wall's, not the world's. */
  nowSeconds: () => number
  /** A new secret for a session, unguessable. */
  randomId: () => string
  /** Whether the listeners speak TLS: a cookie marked `Secure` is not sent back otherwise. */
  secure: boolean
}

interface Session {
  realm: string
  user: string
  /** Of the password that it began with: a new password ends it. */
  hash: Secret['hash']
  usedAt: number
}

/** A realm is what a session is good for: a cluster, or Prism Central. */
export class Sessions {
  /** In order of last use. */
  readonly #sessions = new Map<string, Session>()
  readonly #options: SessionOptions
  readonly #idleSeconds: number
  readonly #max: number
  readonly #attributes: string

  constructor(options: SessionOptions, idleSeconds: number, max: number) {
    this.#options = options
    this.#idleSeconds = idleSeconds
    this.#max = max
    this.#attributes = `Path=/; ${options.secure ? 'Secure; ' : ''}HttpOnly`
  }

  /** The first good session that the cookies of a request name, used by this; undefined without one. */
  find(realm: string, cookie: string | undefined): Login | undefined {
    for (const id of sessionIdsIn(cookie)) {
      const session = this.#sessions.get(id)
      if (session === undefined || session.realm !== realm) continue
      this.#sessions.delete(id)
      const account = this.#holderOf(session)
      if (account === undefined) continue
      session.usedAt = this.#options.nowSeconds()
      this.#sessions.set(id, session)
      return { user: session.user, roles: account.roles, setCookies: [] }
    }
    return undefined
  }

  /** Where there are too many by now, those that were idle the longest go. */
  begin(realm: string, user: string, { roles, secret }: Account): Login {
    const id = this.#options.randomId()
    this.#sessions.set(id, { realm, user, hash: secret.hash, usedAt: this.#options.nowSeconds() })
    for (const longestIdle of this.#sessions.keys()) {
      if (this.#sessions.size <= this.#max) break
      this.#sessions.delete(longestIdle)
    }
    return { user, roles, setCookies: sessionCookies.map(name => `${name}=${id}; ${this.#attributes}`) }
  }

  /** Ends the sessions that the cookies of a request name; the answer takes the cookies back. */
  end(realm: string, cookie: string | undefined): string[] {
    for (const id of sessionIdsIn(cookie)) if (this.#sessions.get(id)?.realm === realm) this.#sessions.delete(id)
    return sessionCookies.map(name => `${name}=; ${this.#attributes}; Max-Age=0`)
  }

  /** Names of those who have one. */
  holders(realm: string): string[] {
    const here = [...this.#sessions.values()].filter(
      session => session.realm === realm && this.#holderOf(session) !== undefined
    )
    return [...new Set(here.map(({ user }) => user))]
  }

  /** The user of a session; undefined where the session is over. */
  #holderOf({ realm, user, hash, usedAt }: Session): Account | undefined {
    const account = this.#options.accountOf(realm, user)
    const fresh = this.#options.nowSeconds() - usedAt <= this.#idleSeconds
    return account?.enabled === true && account.secret.hash === hash && fresh ? account : undefined
  }
}

function sessionIdsIn(cookie: string | undefined): string[] {
  const pairs = (cookie ?? '').split(';').map(pair => pair.trim().split('='))
  return pairs.flatMap(([name, value]) => (value !== undefined && isSessionCookie(name) ? [value] : []))
}

function isSessionCookie(name: string | undefined): boolean {
  return sessionCookies.some(candidate => candidate === name)
}
