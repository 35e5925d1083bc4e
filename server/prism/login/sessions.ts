/**
 * Sessions of those who have logged in, of all labs of a process. A browser sends its cookies to every port of a host, so it
 * has one session for all sites, with a grant for each site at which somebody logged in.
 */
import { LRUCache } from 'lru-cache'
import type { Role, Secret, User, View } from '../../domain/core/index.js'

/** Any of them alone logs its holder in [C: clients, which keep one, or paste two together]. */
const sessionCookies = ['JSESSIONID', 'NTNX_IGW_SESSION', 'NTNX_MERCURY_IGW_SESSION'] as const

/** Grants kept at once in one process; the one that was idle the longest goes first. */
export const SESSIONS_MAX = 10_000

/**
 * Grants that one user has at one site; the user's own that was idle the longest goes first. A client without a cookie jar
 * makes one with every call, so there is room for many.
 */
export const SESSIONS_OF_USER_MAX = 1_000

/** A grant that nobody used for this long is over. */
export const SESSION_IDLE_SECONDS = 15 * 60

/** What counts of a user when it logs in. */
export type Account = View<Pick<User, 'roles' | 'enabled' | 'secret'>>

export interface Login {
  user: string
  roles: readonly Role[]
  readonly sessionId: string
  /** Values for `set-cookie`; none while the grant that was shown goes on. */
  setCookies: readonly string[]
}

export interface SessionOptions {
  /** Seconds on a clock that never runs backwards; the wall's, not the world's. */
  nowSeconds: () => number
  /** A new secret for a session, unguessable. */
  randomId: () => string
  /** Whether the listeners speak TLS: a cookie marked `Secure` is not sent back otherwise. */
  secure: boolean
  idleSeconds?: number
  sessionsMax?: number
  sessionsOfUserMax?: number
}

/** Users as they are now: the one of that name, where a realm has one. */
type AccountOf = (user: string) => Account | undefined

/** That a session is good for a realm. */
interface Grant {
  /** Of its session. */
  readonly id: string
  readonly realm: string
  readonly user: string
  /** Of the password that it began with: a new password ends it. */
  readonly hash: Secret['hash']
  usedAt: number
  /** In the indexes of all grants, and of those who hold them. */
  readonly key: string
  readonly holder: string
}

/** A realm is what a grant is good for: a site of a lab. */
export class Sessions {
  /** By session and realm. A session without any grant is over, and its id forgotten. */
  readonly #sessions = new Map<string, Map<string, Grant>>()
  /** By session and realm, in order of last use. */
  readonly #grants: LRUCache<string, Grant>
  /** By realm and user, each as above. */
  readonly #ofUser = new Map<string, LRUCache<string, Grant>>()
  readonly #options: Required<SessionOptions>
  readonly #attributes: string

  constructor({
    idleSeconds = SESSION_IDLE_SECONDS,
    sessionsMax = SESSIONS_MAX,
    sessionsOfUserMax = SESSIONS_OF_USER_MAX,
    ...options
  }: SessionOptions) {
    this.#options = { ...options, idleSeconds, sessionsMax, sessionsOfUserMax }
    this.#grants = new LRUCache({ max: sessionsMax, disposeAfter: grant => this.#forget(grant) })
    this.#attributes = `Path=/; ${options.secure ? 'Secure; ' : ''}HttpOnly`
  }

  /** The first good grant that the cookies of a request name, used by this; undefined without one. */
  find(realm: string, cookie: string | undefined, accountOf: AccountOf): Login | undefined {
    for (const id of sessionIdsIn(cookie)) {
      const login = this.goOn(realm, id, accountOf)
      if (login !== undefined) return login
    }
    return undefined
  }

  /** The grant of a session for a realm, used by this; undefined where there is none that is good. */
  goOn(realm: string, sessionId: string, accountOf: AccountOf): Login | undefined {
    const grant = this.#sessions.get(sessionId)?.get(realm)
    if (grant === undefined) return undefined
    const account = this.#holderOf(grant, accountOf)
    if (account === undefined) {
      this.#remove(grant)
      return undefined
    }
    grant.usedAt = this.#options.nowSeconds()
    this.#grants.get(grant.key) // makes it the last that was used
    this.#ofUser.get(grant.holder)?.get(grant.key)
    return { user: grant.user, roles: account.roles, sessionId, setCookies: [] }
  }

  /**
   * Somebody has logged in. The browser's session goes on where its cookies name one that was handed out here. With another
   * user's grant for this very site it does not: its other grants move to a new one, so that nobody gets somebody else's
   * rights by an id that he holds.
   */
  begin(realm: string, user: string, { roles, secret }: Account, cookie: string | undefined): Login {
    const shown = this.#currentSession(cookie)
    const here = shown?.grants.get(realm)
    const continues = shown !== undefined && (here === undefined || here.user === user)
    const id = continues ? shown.id : this.#options.randomId()
    const moving = continues ? [] : [...(shown?.grants.values() ?? [])].filter(grant => grant !== here)
    for (const grant of moving) this.#remove(grant)
    for (const grant of moving) this.#add(grantOf({ ...grant, id }))
    if (continues && here !== undefined) this.#remove(here)
    this.#add(grantOf({ id, realm, user, hash: secret.hash, usedAt: this.#options.nowSeconds() }))
    return { user, roles, sessionId: id, setCookies: this.#cookiesOf(id) }
  }

  /**
   * Ends the grants of a site that the cookies of a request name. The answer takes the cookies back, unless they are good
   * elsewhere.
   */
  end(realm: string, cookie: string | undefined): string[] {
    for (const id of sessionIdsIn(cookie)) {
      const grant = this.#sessions.get(id)?.get(realm)
      if (grant !== undefined) this.#remove(grant)
    }
    const left = this.#currentSession(cookie)
    return left === undefined
      ? sessionCookies.map(name => `${name}=; ${this.#attributes}; Max-Age=0`)
      : this.#cookiesOf(left.id)
  }

  /** Names of those who have a grant. */
  holders(realm: string, accountOf: AccountOf): string[] {
    const here = [...this.#grants.rvalues()].flatMap(grant =>
      grant?.realm === realm && this.#holderOf(grant, accountOf) !== undefined ? [grant.user] : []
    )
    return [...new Set(here)]
  }

  /** The first session that cookies name and that is not over. An id that was not handed out here is none. */
  #currentSession(cookie: string | undefined): { id: string; grants: ReadonlyMap<string, Grant> } | undefined {
    for (const id of sessionIdsIn(cookie)) {
      for (const grant of this.#sessions.get(id)?.values() ?? []) if (!this.#isFresh(grant)) this.#remove(grant)
      const grants = this.#sessions.get(id)
      if (grants !== undefined) return { id, grants }
    }
    return undefined
  }

  /** Where there are too many by now, those that were idle the longest go: the user's own first. */
  #add(grant: Grant): void {
    const max = this.#options.sessionsOfUserMax
    const ofUser = entryOf(
      this.#ofUser,
      grant.holder,
      () => new LRUCache<string, Grant>({ max, disposeAfter: evicted => this.#remove(evicted) })
    )
    entryOf(this.#sessions, grant.id, () => new Map<string, Grant>()).set(grant.realm, grant)
    ofUser.set(grant.key, grant)
    this.#grants.set(grant.key, grant)
  }

  #remove(grant: Grant): void {
    this.#grants.delete(grant.key)
  }

  /** Drops a removed or evicted grant from the other indexes. */
  #forget(grant: Grant): void {
    const [session, ofUser] = [this.#sessions.get(grant.id), this.#ofUser.get(grant.holder)]
    session?.delete(grant.realm)
    if (session?.size === 0) this.#sessions.delete(grant.id)
    ofUser?.delete(grant.key)
    if (ofUser?.size === 0) this.#ofUser.delete(grant.holder)
  }

  #isFresh({ usedAt }: Grant): boolean {
    return this.#options.nowSeconds() - usedAt <= this.#options.idleSeconds
  }

  /** The user of a grant; undefined where it is over. */
  #holderOf(grant: Grant, accountOf: AccountOf): Account | undefined {
    const account = accountOf(grant.user)
    return account?.enabled === true && account.secret.hash === grant.hash && this.#isFresh(grant) ? account : undefined
  }

  #cookiesOf(id: string): string[] {
    return sessionCookies.map(name => `${name}=${id}; ${this.#attributes}`)
  }
}

const grantOf = ({ id, realm, user, hash, usedAt }: Omit<Grant, 'key' | 'holder'>): Grant => ({
  ...{ id, realm, user, hash, usedAt },
  key: JSON.stringify([id, realm]),
  holder: JSON.stringify([realm, user])
})

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

const NONE: readonly string[] = []

function sessionIdsIn(cookie: string | undefined): readonly string[] {
  if (cookie === undefined) return NONE
  const pairs = cookie.split(';').map(pair => pair.trim().split('='))
  return pairs.flatMap(([name, value]) => (value !== undefined && isSessionCookie(name) ? [value] : []))
}

function isSessionCookie(name: string | undefined): boolean {
  return sessionCookies.some(candidate => candidate === name)
}
