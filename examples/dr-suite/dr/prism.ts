/** A small client of Prism Element, as DR code has one: it knows nothing of the emulator. */

export interface Prism {
  /** `fetch` with the host, the login and the certificate of one cluster. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

export interface Domain {
  readonly active: boolean
  readonly vms: readonly { readonly vm_id: string; readonly vm_name: string }[]
  readonly metro_avail?: { readonly role: string; readonly status: string }
}

/** How long is waited between two polls, and how: in production `setTimeout` of `node:timers/promises`. */
export interface Polling {
  readonly sleep: (milliseconds: number) => Promise<unknown>
  readonly intervalMs?: number
  readonly polls?: number
}

/** Rejects with the answer of the cluster where that is no success. */
export async function ask<Answer>(prism: Prism, method: string, path: string, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
  const answer = await prism.fetch(`/api/nutanix/v2.0/${path}`, init)
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}

/** Asks until there is something. */
export async function waitFor<Found>(
  what: string,
  look: () => Promise<Found | undefined>,
  { sleep, intervalMs = 5000, polls = 2000 }: Polling
): Promise<Found> {
  for (let poll = 0; poll < polls; poll += 1) {
    const found = await look()
    if (found !== undefined) return found
    await sleep(intervalMs)
  }
  throw new Error(`${what}: not after ${polls} polls`)
}

export const domainOf = (prism: Prism, domain: string): Promise<Domain> =>
  ask(prism, 'GET', `protection_domains/${domain}`)

/** Titles of the alerts that are open. */
export async function openAlerts(prism: Prism): Promise<string[]> {
  const { entities } = await ask<{ entities: { alert_title: string }[] }>(prism, 'GET', 'alerts?resolved=false')
  return entities.map(alert => alert.alert_title)
}
