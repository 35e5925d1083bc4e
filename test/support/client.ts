/** A plain HTTP client of a cluster, logged in: what a script sends that knows an address and a password. */
import type { Server } from 'node:http'
import supertest from 'supertest'

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are compared, not typed */
export interface ClientAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly body: any
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Resolves with whatever is answered, rejects where nothing is. */
export type Client = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH',
  path: string,
  body?: unknown
) => Promise<ClientAnswer>

export interface Login {
  readonly username: string
  readonly password: string
}

/** Of a cluster's URL, or of a server in this process. */
export function clientOf(
  target: string | Server,
  { username, password }: Login = { username: 'admin', password: 'nutanix/4u' }
): Client {
  return async (method, path, body) => {
    const verb = method.toLowerCase() as Lowercase<typeof method>
    const request = supertest(target)[verb](path).auth(username, password)
    const { status, headers, text, body: answer } = await (body === undefined ? request : request.send(body as object))
    return { status, headers: headers, text, body: answer as unknown }
  }
}
