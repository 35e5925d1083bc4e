/** Which site this page belongs to, and where the others are. */
import { computed, signal } from '@preact/signals'

interface Site {
  readonly name: string
  readonly kind: 'cluster' | 'central'
  readonly url?: string
}

interface Sites {
  readonly here: string
  readonly sites: readonly Site[]
}

export const sites = signal<Sites>({ here: '', sites: [] })

export const here = computed(() => sites.value.sites.find(({ name }) => name === sites.value.here))

export async function loadSites(): Promise<void> {
  const response = await fetch('/console/site.json')
  if (response.ok) sites.value = (await response.json()) as Sites
}

interface Address {
  readonly name?: string
  readonly url?: string
  readonly host?: string
}

/** The console of another site: at its own address, else by its host name, which any listener hands on. */
export function consoleOf({ name = '', url, host = `${name}.localhost` }: Address): string {
  return `${url ?? `${location.protocol}//${host}:${location.port}`}/console/`
}
