/**
 * Addresses of the sites: which cluster answers at which listener. The process listens; the world holds cluster names
 * only.
 */
import type { FastifyRequest } from 'fastify'
import { hostname } from 'node:os'
import { isLoopback, parseHostName } from '../http/access/index.js'
import { siteOf } from '../http/listen/index.js'
import type { AddressTable } from '../http/listen/index.js'
import { CENTRAL } from '../prism/core/index.js'

/** What Prism Central is called, also as a Host name; `CENTRAL` does as well. */
export const CENTRAL_HOST = 'prism-central'

type ListenerAddress = AddressTable['listeners'][number] & { readonly url?: string }

export class AddressBook {
  #listeners: readonly ListenerAddress[] = []
  #knownHosts: readonly string[]

  /** `allowedHosts` are Host names that a flag lets in, `*.` at their beginning standing for all below. */
  constructor(readonly allowedHosts: readonly string[]) {
    this.#knownHosts = [...allowedHosts, hostname().toLowerCase()]
  }

  /** Once the listeners are open, each named after the site that owns it; `certified` are the names in their certificate. */
  setListeners(listeners: readonly ListenerAddress[], certified: readonly string[]): void {
    this.#listeners = listeners
    this.#knownHosts = [...new Set([...this.#knownHosts, ...certified.map(name => name.toLowerCase())])]
  }

  /** Additional accepted Host names, besides those under private endings, which no public domain can have. */
  get knownHosts(): readonly string[] {
    return this.#knownHosts
  }

  /** Whether somebody on another machine may reach a listener. */
  get exposed(): boolean {
    return this.#listeners.some(({ address }) => !isLoopback(address))
  }

  /** Resolves the site of a request among `sites`: by Host name, else by local address. */
  siteAt({ raw, headers }: FastifyRequest, sites: readonly string[]): string | undefined {
    const names = [...sites, CENTRAL, CENTRAL_HOST]
    const { localAddress, localPort } = raw.socket
    const table = { names, knownHosts: this.#knownHosts, listeners: this.#listeners }
    const name = siteOf(localAddress, localPort, parseHostName(headers.host), table)
    return name === CENTRAL_HOST ? CENTRAL : name
  }

  /** The site that alone answers at an address; undefined where none does, or several. */
  ownerOf(address: string): string | undefined {
    const [owner, ...others] = new Set(
      this.#listeners.filter(listener => listener.address === address).map(({ name }) => name)
    )
    return others.length === 0 ? owner : undefined
  }

  /** The addresses at which a site alone answers. */
  addressesOf(site: string): string[] {
    const addresses = new Set(this.#listeners.filter(({ name }) => name === site).map(({ address }) => address))
    return [...addresses].filter(address => this.ownerOf(address) === site)
  }

  /** Where a browser reaches a site that has an address of its own; undefined where it is asked for by name. */
  urlOf(site: string): string | undefined {
    const [address] = this.addressesOf(site)
    return this.#listeners.find(listener => listener.name === site && listener.address === address)?.url
  }

  /** Where Prism Central is reached: its listener's address, else its Host name. */
  get central(): string {
    return this.#listeners.find(({ name }) => name === CENTRAL)?.address ?? CENTRAL_HOST
  }
}
