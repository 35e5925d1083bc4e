/** Authentication: Basic credentials, or the session cookie that an authenticated request returns. */
import type { Secret, View } from '../../domain/core/index.js'
import { RequestError } from '../core/index.js'
import { ConnectionLogins } from './connection-logins.js'
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
  /** Its connection's socket; undefined where nothing is known of it. */
  readonly connection?: object | undefined
  /** Signal that aborts when the client has gone; created only for delayed answers. */
  abandoned(): AbortSignal
}

/** A client that is answered at once. */
interface AtOnce extends Pick<Client, 'connection'> {
  readonly address: () => string
}

export interface Auth {
  /**
   * Who asks. A site is a cluster, or Prism Central. Rejects with a `RequestError` that answers 401: for wrong credentials
   * even beside a good cookie, for an unknown or expired cookie, for neither. It may be late where a password was wrong.
   */
  authenticate(site: string, credentials: Credentials, client: Client): Promise<Login>
  /** The same for good credentials; undefined, and nothing is noted, where there is anything to refuse. */
  authenticateGood(site: string, credentials: Credentials, client: AtOnce): Login | undefined
  /** Makes a session, or goes on with one, as the login form does. Rejects with a `RequestError` that answers 401, maybe late. */
  logIn(site: string, user: string, password: string, cookie: string | undefined, client: Client): Promise<Login>
  /** Ends what the sessions that a cookie names are good for here, and tells what becomes of the cookies. */
  logOut(site: string, cookie: string | undefined): readonly string[]
  /** Names of those who have a session. */
  loggedIn(site: string): readonly string[]
}

/** Secret for unknown users, so that refusing them takes as long. */
const nobody: Secret = { salt: '', hash: '0'.repeat(64), prehashed: true }

export function createAuth(options: AuthOptions): Auth {
  const { sessions, failedLogins, accountOf } = options
  const passwords = passwordsOf(options)
  const realmOf = realmsOf(options.lab)
  const accountsAt = (site: string) => (user: string) => accountOf(site, user)
  const shown = new ConnectionLogins({ sessions, failedLogins, realmOf, accountOf })

  /** That of a client without cookies that shows what its connection has shown before. */
  function loginAgain(site: string, { authorization, cookie }: Credentials, client: AtOnce): Login | undefined {
    if (authorization === undefined || cookie !== undefined) return undefined
    return shown.again(client.connection, { site, authorization, address: client.address })
  }

  /** The session that goes on, or a new one for good credentials. */
  function loginOf({ site, user, account, authorization, cookie }: Checked, connection?: object) {
    const login = sessions.find(realmOf(site), cookie, accountsAt(site))
    if (login !== undefined && (user === undefined || user === login.user)) return login
    if (user === undefined || account === undefined) return undefined
    const begun = sessions.begin(realmOf(site), user, account, cookie)
    if (authorization !== undefined) shown.note(connection, { site, authorization, hash: account.secret.hash }, begun)
    return begun
  }

  return {
    authenticate: async (site, credentials, client) => {
      const again = loginAgain(site, credentials, { ...client, address: () => client.address })
      if (again !== undefined) return again
      const { authorization } = credentials
      const basic = authorization === undefined ? undefined : basicIn(authorization)
      if (basic === undefined && authorization !== undefined)
        throw new RequestError('unauthenticated', 'Basic credentials expected')

      const account = basic && (await passwords.check(realmOf(site), { site, ...basic }, client))
      const login = loginOf({ ...credentials, site, user: basic?.user, account }, client.connection)
      if (login === undefined) throw new RequestError('unauthenticated', 'Authentication required')
      return login
    },
    authenticateGood: (site, credentials, client) => {
      const again = loginAgain(site, credentials, client)
      if (again !== undefined) return again
      const { authorization } = credentials
      if (authorization === undefined) return loginOf({ ...credentials, site, user: undefined, account: undefined })
      const basic = basicIn(authorization)
      const account = basic && passwords.goodAccount({ site, ...basic })
      if (basic === undefined || account === undefined) return undefined
      failedLogins.succeeded({ address: client.address(), realm: realmOf(site), user: basic.user })
      return loginOf({ ...credentials, site, user: basic.user, account }, client.connection)
    },
    logIn: async (site, user, password, cookie, client) => {
      const account = await passwords.check(realmOf(site), { site, user, password }, client)
      return sessions.begin(realmOf(site), user, account, cookie)
    },
    logOut: (site, cookie) => sessions.end(realmOf(site), cookie),
    loggedIn: site => sessions.holders(realmOf(site), accountsAt(site))
  }
}

/** Credentials, and whose they are. */
interface Checked extends Credentials {
  readonly site: string
  readonly user: string | undefined
  readonly account: Account | undefined
}

/** What a site of a lab is called among those of all labs. */
function realmsOf(lab: string): (site: string) => string {
  const realms = new Map<string, string>()
  return site => {
    const realm = realms.get(site) ?? JSON.stringify([lab, site])
    realms.set(site, realm)
    return realm
  }
}

interface PasswordAttempt {
  readonly site: string
  readonly user: string
  readonly password: string
}

function passwordsOf({ failedLogins, accountOf, right, pause }: AuthOptions) {
  function goodAccount({ site, user, password }: PasswordAttempt): Account | undefined {
    const account = accountOf(site, user)
    const good = right(account?.secret ?? nobody, password)
    return account?.enabled === true && good ? account : undefined
  }

  async function check(realm: string, attempt: PasswordAttempt, client: Client): Promise<Account> {
    const account = goodAccount(attempt)
    const guess = { address: client.address, realm, user: attempt.user }
    if (account !== undefined) {
      failedLogins.succeeded(guess)
      return account
    }
    const lateSeconds = failedLogins.failed(guess)
    if (lateSeconds > 0) await pause(lateSeconds, client.abandoned())
    throw new RequestError('unauthenticated', 'Wrong user name or password')
  }

  return { goodAccount, check }
}

/** User name and password of a Basic header; undefined when it is none. */
function basicIn(authorization: string): { user: string; password: string } | undefined {
  const encoded = /^\s*basic\s+([A-Za-z0-9+/_-]+=*)\s*$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
