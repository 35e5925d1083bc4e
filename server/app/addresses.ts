/** Where the sites of the emulator answer. It is the process that listens: a world knows the names of its clusters alone. */
import type { FastifyRequest } from 'fastify'
import { siteOf } from '../http/listen/index.js'
import type { AddressTable } from '../http/listen/index.js'
import { CENTRAL } from '../prism/core/index.js'

/** What Prism Central is called, also as a Host name; `CENTRAL` does as well. */
export const CENTRAL_HOST = 'prism-central'

type ListenerAddress = AddressTable['listeners'][number]

export class AddressBook {
  #listeners: readonly ListenerAddress[] = []

  /** Once the listeners are open. Each is named after the site that owns it. */
  setListeners(listeners: readonly ListenerAddress[]): void {
    this.#listeners = listeners
  }

  /** The site that a request means, of those named: by its Host name, else by the address that it came in by. */
  siteAt({ raw, headers }: FastifyRequest, sites: readonly string[]): string | undefined {
    const names = [...sites, CENTRAL, CENTRAL_HOST]
    const { localAddress, localPort } = raw.socket
    const name = siteOf(localAddress, localPort, headers.host, { names, listeners: this.#listeners })
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

  /** Where Prism Central is reached: its listener's address, else its Host name. */
  get central(): string {
    return this.#listeners.find(({ name }) => name === CENTRAL)?.address ?? CENTRAL_HOST
  }
}
