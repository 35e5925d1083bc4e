/** Listeners of labs beside the first one: each lab has a loopback triple of its own at the product's port, where the system allows. */
import { createHash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { machineTime } from '../../engine/index.js'
import { AddressUnavailable, certifiedNames, createCertificate, openListeners } from '../../http/listen/index.js'
import type { Certificate, ListenTarget, Listener, Listeners, RefuseUnreadable } from '../../http/listen/index.js'
import { hostNameOf } from './scope.js'

/** Where clients look for the product. */
const PORT = 9440
/** Triples at the product's port that are tried before ports give way. */
const TRIPLES_MAX = 4
/** Second byte of an address: above what people use by hand. */
const FIRST_BLOCK = 64
const BLOCKS = 128
/** Third byte of an address. */
const TRIPLES_OF_BLOCK = 255

/** How a process listens: what all of its labs have in common. */
export interface ListenSetup {
  readonly handler: RequestListener
  readonly refuseUnreadable: RefuseUnreadable
  /** `own` makes a certificate for each lab; plain HTTP without. */
  readonly tls: Certificate | 'own' | undefined
  /** Neither the listeners nor their connections keep the process alive. */
  readonly unref: boolean
}

export interface LabListeners {
  readonly open: readonly Listener[]
  readonly certificate: string | undefined
  /** Names in the certificate. */
  readonly certified: readonly string[]
  close(): Promise<void>
}

/**
 * Loopback triples for labs. Those of a data directory follow from its path and their names, so that a lab has its addresses
 * again after a restart; others are numbered, so that labs of several processes on one machine seldom try the same.
 */
export class Triples {
  #next = 0

  constructor(
    private readonly process: number,
    private readonly directory?: string
  ) {}

  /** The first three bytes of the addresses that a lab tries, the best first. */
  of(lab: string): readonly string[] {
    return Array.from({ length: TRIPLES_MAX }, (_, attempt) => this.#triple(lab, attempt))
  }

  #triple(lab: string, attempt: number): string {
    if (this.directory !== undefined) {
      const number = hashOf([this.directory, lab, attempt]).readUInt32BE()
      return tripleAt(number, Math.floor(number / BLOCKS))
    }
    const count = this.#next
    this.#next += 1
    return tripleAt(this.process + Math.floor(count / TRIPLES_OF_BLOCK), this.process * 7 + count)
  }
}

const tripleAt = (block: number, place: number): string =>
  `127.${FIRST_BLOCK + (block % BLOCKS)}.${place % TRIPLES_OF_BLOCK}`

const hashOf = (parts: readonly unknown[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest()

/** Opens a listener for each site of a lab. Throws `AddressUnavailable` where the system lets it have none at all. */
export async function openLabListeners(
  lab: string,
  sites: readonly string[],
  setup: ListenSetup,
  triples: Triples
): Promise<LabListeners> {
  const at = (triple: string, port: number): ListenTarget[] =>
    sites.map((name, index) => ({ name, address: `${triple}.${index + 1}`, port }))
  const own = triples.of(lab)
  const anyTarget = sites.map(name => ({ name, address: '127.0.0.1', port: 0 }))
  const attempts = [...own.map(triple => at(triple, PORT)), ...own.slice(0, 1).map(triple => at(triple, 0)), anyTarget]
  for (const [index, targets] of attempts.entries()) {
    try {
      return await open(lab, sites, targets, setup)
    } catch (error) {
      if (!(error instanceof AddressUnavailable) || index === attempts.length - 1) throw error
    }
  }
  throw new Error('There was nothing to try')
}

async function open(
  lab: string,
  sites: readonly string[],
  targets: readonly ListenTarget[],
  { handler, refuseUnreadable, tls, unref }: ListenSetup
): Promise<LabListeners> {
  const hosts = [
    ...new Set([...targets.map(({ address }) => address), ...sites.map(site => hostNameOf(site, lab)), 'localhost'])
  ]
  const certificate = tls === 'own' ? createCertificate(hosts, machineTime()) : tls
  const listeners: Listeners = await openListeners(targets, {
    ...{ handler, refuseUnreadable, exactly: true },
    unref,
    ...(certificate !== undefined && { tls: certificate })
  })
  return {
    open: listeners.open,
    certificate: certificate?.cert,
    certified: certificate === undefined ? [] : certifiedNames(certificate.cert),
    close: () => listeners.close()
  }
}
