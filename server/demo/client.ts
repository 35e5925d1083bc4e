/** HTTPS to one cluster, typed by the contracts. It trusts the certificate of this start and no other. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:https'
import { connect } from 'node:tls'
import type { ClusterAccess } from '../index.js'
import { bases, filled } from './calls.js'
import type { Answer, Api, Given, PathWith, Verb } from './calls.js'

/** The cluster said no. */
export class Refused extends Error {
  override readonly name = 'Refused'

  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
  }
}

/** Nobody answered: the connection broke. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
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

export class Client {
  readonly #url: string
  readonly #authorization: string
  readonly #agent: Agent
  readonly #signal: AbortSignal

  /** `ca` is the one certificate to trust. */
  constructor({ url, username, password }: ClusterAccess, ca: string, signal: AbortSignal) {
    this.#url = url
    this.#authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    this.#agent = new Agent({ ca, keepAlive: true })
    this.#signal = signal
  }

  /** Throws `Refused` or `NoAnswer`, with the call in its message. */
  async call<A extends Api, V extends Verb, P extends PathWith<A, V>>(
    api: A,
    verb: V,
    path: P,
    { path: names, query, body }: Given<A, V, P>
  ): Promise<Answer<A, V, P>> {
    const url = new URL(bases[api] + filled(path, names), this.#url)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
    const what = `${verb.toUpperCase()} ${url.href}`
    const { status, text } = await this.#send(verb, url, body).catch((error: unknown) => {
      if (this.#signal.aborted) throw error
      throw new NoAnswer(`${what}: no answer (${(error as Error).message})`)
    })
    if (status >= 300) throw new Refused(status, `${what} answered ${status}: ${text}`)
    return JSON.parse(text) as Answer<A, V, P>
  }

  async #send(method: string, url: URL, body: unknown): Promise<{ status: number; text: string }> {
    const headers = {
      authorization: this.#authorization,
      ...(body !== undefined && { 'content-type': 'application/json' })
    }
    return new Promise((resolve, reject) => {
      const options = { method: method.toUpperCase(), headers, agent: this.#agent, signal: this.#signal }
      const asked = request(url, options, response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', reject)
      })
      asked.on('error', reject)
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
