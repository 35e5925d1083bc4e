/** The API of the own cluster, typed by its contract. Every call says that it is the console's. */
import createClient from 'openapi-fetch'
import type { paths } from '../../build/contract/prism-v2.types.js'
import { Refused, dataOf, messageIn } from './failure.js'
import { session } from './session-state.js'

export type { Schemas } from './schemas.js'

const MARK = { 'x-pesim-console': '1' }
export const V1 = '/PrismGateway/services/rest/v1'

const client = createClient<paths>({ baseUrl: '/PrismGateway/services/rest/v2.0', headers: MARK })

/** A session that has ended leads back to the login. */
client.use({
  onResponse: ({ response }) => {
    if (response.status === 401 && session.value.state === 'in') session.value = { state: 'out', expired: true }
    return undefined
  }
})

export const prism = client

/** What v1 alone has. */
export async function askV1<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const init: RequestInit = {
    method,
    headers: { ...MARK, ...(body !== undefined && { 'content-type': 'application/json' }) }
  }
  return dataOf(
    fetch(V1 + path, body === undefined ? init : { ...init, body: JSON.stringify(body) }).then(async response => {
      const text = await response.text()
      const answer = text === '' ? undefined : (JSON.parse(text) as T)
      return response.ok ? { data: answer as T, response } : { error: answer, response }
    })
  )
}

/** Logs in by the product's own form. Rejects with `Refused`. */
export async function logIn(user: string, password: string): Promise<void> {
  await asked // whose answer is older than this
  await dataOf(
    fetch('/PrismGateway/j_spring_security_check', {
      method: 'POST',
      headers: MARK,
      body: new URLSearchParams({ j_username: user, j_password: password })
    }).then(async response => ({ data: undefined, error: await response.json().catch(() => undefined), response }))
  ).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 401) throw new Refused(401, 'Wrong user name or password')
    throw error
  })
  await whoAmI()
}

export async function logOut(): Promise<void> {
  await fetch('/PrismGateway/j_spring_security_logout', { method: 'POST', headers: MARK }).catch(() => undefined)
  session.value = { state: 'out' }
}

interface SessionInfo {
  readonly userDTO?: { readonly profile?: { readonly username?: string }; readonly roles?: readonly string[] }
}

let asked: Promise<void> = Promise.resolve()

/** Finds out whether there is a session, and whose. */
export function whoAmI(): Promise<void> {
  asked = askWhoIAm()
  return asked
}

async function askWhoIAm(): Promise<void> {
  const response = await fetch(`${V1}/users/session_info`, { headers: MARK }).catch(() => undefined)
  if (response === undefined) {
    session.value = { state: 'unanswered' }
    return
  }
  if (!response.ok) {
    session.value =
      response.status === 401 ? { state: 'out' } : { state: 'in', user: 'admin', roles: ['ROLE_CLUSTER_ADMIN'] }
    if (response.status !== 401) console.warn(messageIn(await response.json().catch(() => undefined)))
    return
  }
  const { userDTO } = (await response.json()) as SessionInfo
  session.value = { state: 'in', user: userDTO?.profile?.username ?? '', roles: userDTO?.roles ?? [] }
}

export { dataOf as read }
