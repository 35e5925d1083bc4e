/** Listeners of labs beside the first one: each lab has a loopback triple of its own at the product's port, where the system allows. */
import type { RequestListener } from 'node:http'
import { wallClock } from '../../engine/index.js'
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
  /** As of `openListeners`. */
  readonly unref?: boolean
}

export interface LabListeners {
  readonly open: readonly Listener[]
  readonly certificate: string | undefined
  /** Names in the certificate. */
  readonly certified: readonly string[]
  close(): Promise<void>
}

/** Numbers the triples of a process, so that labs of several processes on one machine seldom try the same. */
export class Triples {
  #next = 0

  constructor(private readonly process: number) {}

  /** The first two bytes after 127. */
  next(): string {
    const count = this.#next
    this.#next += 1
    const block = FIRST_BLOCK + ((this.process + Math.floor(count / TRIPLES_OF_BLOCK)) % BLOCKS)
    return `127.${block}.${(this.process * 7 + count) % TRIPLES_OF_BLOCK}`
  }
}

/** Opens a listener for each site of a lab. Throws `AddressUnavailable` where the system lets it have none at all. */
export async function openLabListeners(
  lab: string,
  sites: readonly string[],
  setup: ListenSetup,
  triples: Triples
): Promise<LabListeners> {
  const at = (triple: string, port: number): ListenTarget[] =>
    sites.map((name, index) => ({ name, address: `${triple}.${index + 1}`, port }))
  const first = triples.next()
  const others = Array.from({ length: TRIPLES_MAX - 1 }, () => () => at(triples.next(), PORT))
  const anyTarget = sites.map(name => ({ name, address: '127.0.0.1', port: 0 }))
  const attempts = [() => at(first, PORT), ...others, () => at(first, 0), () => anyTarget]
  for (const [index, attempt] of attempts.entries()) {
    try {
      return await open(lab, sites, attempt(), setup)
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
  { handler, refuseUnreadable, tls, unref = false }: ListenSetup
): Promise<LabListeners> {
  const hosts = [
    ...new Set([...targets.map(({ address }) => address), ...sites.map(site => hostNameOf(site, lab)), 'localhost'])
  ]
  const certificate = tls === 'own' ? createCertificate(hosts, new Date(wallClock() / 1000)) : tls
  const listeners: Listeners = await openListeners(targets, {
    unref,
    ...{ handler, refuseUnreadable, exactly: true },
    ...(certificate !== undefined && { tls: certificate })
  })
  return {
    open: listeners.open,
    certificate: certificate?.cert,
    certified: certificate === undefined ? [] : certifiedNames(certificate.cert),
    close: () => listeners.close()
  }
}
