/** pesim's own API: time, links, power, incidents, ledger, journal. Typed by its contract. */
import { signal } from '@preact/signals'
import createClient from 'openapi-fetch'
import type { components, paths } from '../../build/contract/control.types.js'

export type Control = components['schemas']

const KEPT = 'pesim-control-token'

/** Whether the control API asks for its token. */
export const tokenWanted = signal(false)
/** What it said to the last token that it was shown. */
export const tokenRefusal = signal<string | undefined>(undefined)

const token = signal(sessionStorage.getItem(KEPT) ?? '')

/** Kept in this tab alone. */
export function showToken(text: string): void {
  sessionStorage.setItem(KEPT, text)
  token.value = text
  tokenWanted.value = false
  tokenRefusal.value = undefined
}

export function controlHeaders(): Record<string, string> {
  return token.value === '' ? {} : { authorization: `Bearer ${token.value}` }
}

export const CONTROL = '/emulator/v1'

export const control = createClient<paths>({ baseUrl: CONTROL })

control.use({
  onRequest: ({ request }) => {
    for (const [name, value] of Object.entries(controlHeaders())) request.headers.set(name, value)
    return request
  },
  onResponse: async ({ response }) => {
    if (response.status !== 401 && response.status !== 403) return undefined
    const body = (await response
      .clone()
      .json()
      .catch(() => undefined)) as { error?: { code?: string; message?: string } } | undefined
    if (body?.error?.code !== 'token/required') return undefined
    tokenWanted.value = true
    if (token.value !== '') tokenRefusal.value = body.error.message
    return undefined
  }
})
