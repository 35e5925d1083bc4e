/** Who is logged in here, and what that user may do. */
import { computed, effect, signal } from '@preact/signals'

type Session =
  | { readonly state: 'unknown' | 'unanswered' }
  | { readonly state: 'out'; readonly expired?: boolean }
  | { readonly state: 'in'; readonly user: string; readonly roles: readonly string[] }

const KEPT = 'pesim-logged-in'

/** Whether somebody was logged in here when the page was last seen: the server alone knows whether that still holds. */
export const wasLoggedIn = (): boolean => localStorage.getItem(KEPT) !== null

export const session = signal<Session>({ state: 'unknown' })

effect(() => {
  const { state } = session.value
  if (state === 'in') localStorage.setItem(KEPT, '1')
  if (state === 'out') localStorage.removeItem(KEPT)
})

/** Why the user may change nothing; undefined for those who may. */
export const lookOnly = computed(() => {
  const { value } = session
  if (value.state !== 'in' || value.roles.includes('ROLE_CLUSTER_ADMIN') || value.roles.includes('ROLE_USER_ADMIN'))
    return undefined
  return `${value.user} may look only: changing this takes the role Cluster Admin`
})
