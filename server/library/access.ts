/** Access to a cluster for the code under test, and for the test itself. */
import type { Fetch } from '../client/index.js'
import { InvalidArgument } from './errors.js'

/** Where a cluster answers, and how to log in. */
export interface ClusterAccess {
  /** Such as `https://127.0.0.1:41235`, without a path. */
  readonly url: string
  readonly username: string
  readonly password: string
  /** PEM: the certificate to trust; undefined over plain HTTP, or where it is not known. */
  readonly ca: string | undefined
  /**
   * The global `fetch` for paths of this cluster, such as `/api/nutanix/v2.0/vms`: it trusts `ca` and logs in, unless
   * the request has an `authorization` of its own. Answers with a standard `Response`, whatever the status.
   */
  fetch(path: string | URL, init?: RequestInit): Promise<Response>
}

export interface AccessParts {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly ca: string | undefined
  /** Host name to ask for, where the URL is not the cluster's own. */
  readonly host?: string | undefined
  readonly fetch: Fetch
}

export function accessOf({ fetch, host, ...access }: AccessParts): ClusterAccess {
  const { url, username, password } = access
  const login = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  return {
    ...access,
    fetch: async (path, init) => {
      const target = new URL(path, url)
      if (target.origin !== new URL(url).origin)
        throw new InvalidArgument(`${String(path)} is not on this cluster, which answers at ${url}`)
      const headers = new Headers(init?.headers)
      if (!headers.has('authorization')) headers.set('authorization', login)
      if (host !== undefined) headers.set('host', host)
      return fetch(target, { ...init, headers })
    }
  }
}
