/** HTTPS to one cluster, typed by the contracts. It trusts the certificate of this start and no other. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:tls'
import { NoAnswer, httpClient } from '../cli/core/index.js'
import type { HttpClient } from '../cli/core/index.js'
import type { ClusterAccess } from '../index.js'
import { bases, fillPath } from './calls.js'
import type { Answer, Api, CallInput, PathWith, Verb } from './calls.js'

/** The cluster said no. */
class Refused extends Error {
  override readonly name = 'Refused'

  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
  }
}

/** What the emulator at this address shows, as PEM. It was started a moment ago by this process, so it is taken as it is. */
export async function certificateAt(url: string): Promise<string> {
  const { hostname: host, port } = new URL(url)
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect')
    return new X509Certificate(socket.getPeerCertificate().raw).toString()
  } finally {
    socket.destroy()
  }
}

export class Client implements Disposable {
  readonly #url: URL
  readonly #client: HttpClient

  /** `ca` is the one certificate to trust. */
  constructor({ url, username, password }: ClusterAccess, ca: string, stop: AbortSignal) {
    this.#url = new URL(url)
    this.#client = httpClient({ url: this.#url, username, password, ca }, stop)
  }

  /** Throws `Refused` or `NoAnswer`, with the call in its message, and `Unreachable` where it was told to stop. */
  async call<A extends Api, V extends Verb, P extends PathWith<A, V>>(
    api: A,
    verb: V,
    path: P,
    { path: names, query, body }: CallInput<A, V, P>
  ): Promise<Answer<A, V, P>> {
    const url = new URL(bases[api] + fillPath(path, names), this.#url)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
    const method = verb.toUpperCase()
    const what = `${method} ${url.href}`
    const answer = await this.#client.request(method, url.pathname + url.search, body).catch((error: unknown) => {
      throw error instanceof NoAnswer ? new NoAnswer(`${what}: no answer (${error.reason})`, error.reason) : error
    })
    if (answer.status >= 300) throw new Refused(answer.status, `${what} answered ${answer.status}: ${answer.text}`)
    return answer.body as Answer<A, V, P>
  }

  [Symbol.dispose](): void {
    this.#client[Symbol.dispose]()
  }
}
