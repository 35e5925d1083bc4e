/** Authentication: Basic credentials, or the session cookie that an authenticated request returns. */
import type { Secret, View } from '../../domain/core/index.js'
import { RequestError } from '../core/index.js'
import type { FailedLogins } from './failed-logins.js'
import type { Account, Login, Sessions } from './sessions.js'

export type { Account, Login } from './sessions.js'

/** What the labs of a process share. */
export interface Access {
  readonly sessions: Sessions
  readonly failedLogins: FailedLogins
  /** Resolves after that many real seconds, or when the signal says that nobody waits any more. */
  readonly pause: (seconds: number, abandoned: AbortSignal) => Promise<void>
}

export interface AuthOptions extends Access {
  /** Name of the lab, whose sites are others than those of the same name in another one. */
  lab: string
  /** The user of that name where a site has one. */
  accountOf: (site: string, user: string) => Account | undefined
  /** Whether a password is the one that a secret was made of. */
  right: (secret: View<Secret>, password: string) => boolean
}

export interface Credentials {
  authorization?: string | undefined
  cookie?: string | undefined
}

/** The client behind a request. */
export interface Client {
  readonly address: string
  /** Signal that aborts when the client has gone; created only for delayed answers. */
  abandoned(): AbortSignal
}

export interface Auth {
  /**
   * Who asks. A site is a cluster, or Prism Central. Rejects with a `RequestError` that answers 401: for wrong credentials
   * even beside a good cookie, for an unknown or expired cookie, for neither. It may be late where a password was wrong.
   */
  authenticate(site: string, credentials: Credentials, client: Client): Promise<Login>
  /** The same for good credentials; undefined, and nothing is noted, where there is anything to refuse. */
  authenticateGood(site: string, credentials: Credentials, address: () => string): Login | undefined
  /** Makes a session, or goes on with one, as the login form does. Rejects with a `RequestError` that answers 401, maybe late. */
  logIn(site: string, user: string, password: string, cookie: string | undefined, client: Client): Promise<Login>
  /** Ends what the sessions that a cookie names are good for here, and tells what becomes of the cookies. */
  logOut(site: string, cookie: string | undefined): readonly string[]
  /** Names of those who have a session. */
  loggedIn(site: string): readonly string[]
}

/** Secret for unknown users, so that refusing them takes as long. */
const nobody: Secret = { salt: '', hash: '0'.repeat(64), prehashed: true }

export function createAuth({ lab, sessions, failedLogins, accountOf, right, pause }: AuthOptions): Auth {
  const realmOf = (site: string): string => JSON.stringify([lab, site])
  const accountsAt = (site: string) => (user: string) => accountOf(site, user)

  function goodAccount(site: string, user: string, password: string): Account | undefined {
    const account = accountOf(site, user)
    const good = right(account?.secret ?? nobody, password)
    return account?.enabled === true && good ? account : undefined
  }

  async function check(site: string, user: string, password: string, client: Client): Promise<Account> {
    const account = goodAccount(site, user, password)
    const guess = { address: client.address, realm: realmOf(site), user }
    if (account !== undefined) {
      failedLogins.succeeded(guess)
      return account
    }
    const lateSeconds = failedLogins.failed(guess)
    if (lateSeconds > 0) await pause(lateSeconds, client.abandoned())
    throw new RequestError('unauthenticated', 'Wrong user name or password')
  }

  /** The session that goes on, or a new one for good credentials. */
  function loginOf(site: string, user: string | undefined, account: Account | undefined, cookie: string | undefined) {
    const login = sessions.find(realmOf(site), cookie, accountsAt(site))
    if (login !== undefined && (user === undefined || user === login.user)) return login
    if (user === undefined || account === undefined) return undefined
    return sessions.begin(realmOf(site), user, account, cookie)
  }

  return {
    authenticate: async (site, { authorization, cookie }, client) => {
      const basic = authorization === undefined ? undefined : basicIn(authorization)
      if (basic === undefined && authorization !== undefined)
        throw new RequestError('unauthenticated', 'Basic credentials expected')

      const account = basic && (await check(site, basic.user, basic.password, client))
      const login = loginOf(site, basic?.user, account, cookie)
      if (login === undefined) throw new RequestError('unauthenticated', 'Authentication required')
      return login
    },
    authenticateGood: (site, { authorization, cookie }, address) => {
      if (authorization === undefined) return loginOf(site, undefined, undefined, cookie)
      const basic = basicIn(authorization)
      const account = basic && goodAccount(site, basic.user, basic.password)
      if (basic === undefined || account === undefined) return undefined
      failedLogins.succeeded({ address: address(), realm: realmOf(site), user: basic.user })
      return loginOf(site, basic.user, account, cookie)
    },
    logIn: async (site, user, password, cookie, client) =>
      sessions.begin(realmOf(site), user, await check(site, user, password, client), cookie),
    logOut: (site, cookie) => sessions.end(realmOf(site), cookie),
    loggedIn: site => sessions.holders(realmOf(site), accountsAt(site))
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
