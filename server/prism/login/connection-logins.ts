/**
 * What each connection has shown: its last good Basic credentials, and the session that they began. A client without a
 * cookie jar sends the same with every request, and goes on with that session for as long as the connection stands; its
 * password is not hashed again.
 */
import type { Secret } from '../../domain/core/index.js'
import type { FailedLogins } from './failed-logins.js'
import type { Account, Login, Sessions } from './sessions.js'

interface ShownLogin {
  /** The header as it was sent. */
  readonly authorization: string
  readonly site: string
  readonly user: string
  /** Of the password that was good: with a new one it is not. */
  readonly hash: Secret['hash']
  readonly sessionId: string
  readonly setCookies: readonly string[]
}

/** A connection by its socket; undefined where nothing is known of it. */
type Connection = object | undefined

interface Options {
  readonly sessions: Sessions
  readonly failedLogins: FailedLogins
  readonly realmOf: (site: string) => string
  /** The user of that name where a site has one. */
  readonly accountOf: (site: string, user: string) => Account | undefined
}

export class ConnectionLogins {
  /** Forgotten with the connection. */
  readonly #shown = new WeakMap<object, ShownLogin>()

  constructor(private readonly options: Options) {}

  /**
   * The login of credentials without a cookie that the connection has shown before, and that are still good; undefined
   * where they have to be looked at.
   */
  again(connection: Connection, at: ShownAgain): Login | undefined {
    const { site, authorization, address } = at
    const { sessions, failedLogins, realmOf, accountOf } = this.options
    const shown = connection === undefined ? undefined : this.#shown.get(connection)
    if (shown?.authorization !== authorization || shown.site !== site) return undefined
    const { user, hash, sessionId, setCookies } = shown
    if (accountOf(site, user)?.secret.hash !== hash) return undefined
    const realm = realmOf(site)
    const login = sessions.goOn(realm, sessionId, name => accountOf(site, name))
    if (login?.user !== user) return undefined
    failedLogins.succeeded({ address: address(), realm, user })
    return { ...login, setCookies }
  }

  /** Remembers that credentials were good, and which session they began. One that goes on is known by its cookie. */
  note(connection: Connection, shown: Pick<ShownLogin, 'authorization' | 'site' | 'hash'>, login: Login): void {
    if (connection === undefined || login.setCookies.length === 0) return
    const { user, sessionId, setCookies } = login
    this.#shown.set(connection, { ...shown, user, sessionId, setCookies })
  }
}

/** A Basic header that came to a site without a cookie. */
interface ShownAgain extends Pick<ShownLogin, 'site' | 'authorization'> {
  readonly address: () => string
}
