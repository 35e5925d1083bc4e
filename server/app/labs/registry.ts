/** The labs of a process: the first one, those that requests make, and those that were kept. */
import { resolve } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { ControlFault, fixtureCatalog, hintFor } from '../../control/index.js'
import type { LabEntry, LabRequest, Labs, NamedFixture } from '../../control/index.js'
import type { Instant } from '../../domain/core/index.js'
import { HttpRefusal } from '../../http/contract/index.js'
import { StateBudget } from '../../labs/index.js'
import type { Lab } from '../../labs/index.js'
import type { MeasuredLab } from '../../metrics/index.js'
import { CENTRAL } from '../../prism/core/index.js'
import { AnswerBudget } from '../../prism/gateway/index.js'
import type { DataDirectory } from '../../storage/index.js'
import { AddressBook } from '../addresses.js'
import { openHostedLab } from '../hosted-lab.js'
import type { HostedLab, LabHost } from '../hosted-lab.js'
import { MAIN, startOf, worldOfFixture } from '../lab-start.js'
import type { SecretOfSeed } from '../lab-start.js'
import { beginningOf, keptBeginning } from './lab-beginning.js'
import type { LabBeginning } from './lab-beginning.js'
import { Triples, openLabListeners } from './lab-listeners.js'
import type { LabListeners, ListenSetup } from './lab-listeners.js'
import { refusingFailure } from './lab-states.js'
import { LabScope, labInHost } from './scope.js'

/** Labs of one process at once. */
export const LABS_MAX = 500

interface RegistryOptions extends Omit<LabHost, 'labs' | 'budget' | 'answers'> {
  readonly secretOf: SecretOfSeed
  /** Undefined keeps everything in memory. */
  readonly data: DataDirectory | undefined
  readonly allowedHosts: readonly string[]
}

interface Entry {
  readonly hosted: HostedLab
  listeners: LabListeners | undefined
}

export class LabRegistry implements Labs {
  readonly scope = new LabScope()
  readonly #host: LabHost
  readonly #options: RegistryOptions
  readonly #entries = new Map<string, Entry>()
  /** Names of those that are being made. */
  readonly #coming = new Set<string>()
  readonly #triples: Triples
  #setup: ListenSetup | undefined
  #made = 0

  constructor(options: RegistryOptions) {
    this.#options = options
    const { data } = options.config
    this.#triples = new Triples(process.pid, data === undefined ? undefined : resolve(data))
    this.#host = { ...options, budget: new StateBudget(), answers: new AnswerBudget(), labs: this }
  }

  /** The first one, which every process has, of a fixture where none was kept. Throws `UnreadableData`, `FixtureError`, `ConfigError`. */
  async openMain(chosen: NamedFixture, addresses: AddressBook): Promise<HostedLab> {
    const { config, data, secretOf } = this.#options
    const { atUsecs, previous, clock: mode, rate } = config
    const present = (): Instant => startOf(config)
    const hosted = await openHostedLab(this.#host, {
      ...{ name: MAIN, realm: MAIN, addresses, folder: data?.first, previous, atUsecs, present },
      begin: {
        world: () => worldOfFixture(chosen, present()),
        pace: { ...(mode !== undefined && { mode }), ...(rate !== undefined && { rate }) },
        secretOf
      },
      catalog: fixtureCatalog(config.fixture, chosen)
    })
    this.#entries.set(MAIN, { hosted, listeners: undefined })
    return hosted
  }

  /** Those that were kept beside the first one. Resolves with names of folders that are no labs. Throws `UnreadableData`, `ConfigError`. */
  async openKept(): Promise<readonly string[]> {
    const { data, config, secretOf } = this.#options
    const { names, others } = (await data?.labs()) ?? { names: [], others: [] }
    for (const name of names) {
      const folder = data?.folder(name)
      const saved = await folder?.storage.load()
      if (folder === undefined || saved === undefined) continue
      await this.#open(name, keptBeginning(saved, config, secretOf, folder.path))
    }
    return others
  }

  /** From now on each lab beside the first has listeners of its own. */
  async listen(setup: ListenSetup): Promise<void> {
    this.#setup = setup
    for (const [name, entry] of this.#entries) if (name !== MAIN) await this.#openListeners(name, entry)
  }

  /** The lab that a request is about. Throws a `ControlFault` or an `HttpRefusal` where it names one that is not there. */
  at(request: Pick<FastifyRequest, 'raw' | 'headers'>): HostedLab {
    const named = this.scope.inPath(request)
    if (named !== undefined) return this.#entry(named).hosted
    const host = labInHost(request.headers.host)
    if (host !== undefined) {
      const found = this.#entries.get(host)
      if (found !== undefined) return found.hosted
      throw new HttpRefusal('unknown-path', 404, `There is no lab ${host}. ${hintFor(host, this.#names)}`)
    }
    const { localAddress, localPort } = request.raw.socket
    for (const { hosted } of this.#entries.values()) if (hosted.addresses.has(localAddress, localPort)) return hosted
    return this.#entry(MAIN).hosted
  }

  list(): readonly LabEntry[] {
    return [...this.#entries.values()].map(({ hosted }) => hosted)
  }

  *measured(): Generator<MeasuredLab> {
    for (const { hosted } of this.#entries.values()) yield hosted.measured
  }

  get(name: string): LabEntry {
    return this.#entry(name).hosted
  }

  async create(from: Lab, request: LabRequest): Promise<LabEntry> {
    const name = request.name ?? this.#freeName()
    this.#refuseTaken(name)
    this.#coming.add(name)
    try {
      const { config, secretOf } = this.#options
      const labNamed = (other: string): HostedLab => this.#entry(other).hosted
      const made = await beginningOf(request, { config, secretOf, from: labNamed(from.name), labNamed })
      return (await this.#make(name, made)).hosted
    } finally {
      this.#coming.delete(name)
    }
  }

  /** On disk before it is acknowledged; where that fails it is not there. */
  async #make(name: string, made: LabBeginning): Promise<Entry> {
    await refusingFailure(() => this.#options.data?.folder(name).make())
    const entry = await this.#open(name, made)
    try {
      await refusingFailure(() => entry.hosted.saveNow())
      await this.#openListeners(name, entry)
      return entry
    } catch (error) {
      this.#forget(name, entry)
      await this.#options.data
        ?.folder(name)
        .remove()
        .catch(() => undefined) // the first error is the one to tell
      throw error
    }
  }

  async #open(name: string, { begin, origin, catalog, present }: LabBeginning): Promise<Entry> {
    this.#made += 1
    const { data, allowedHosts } = this.#options
    const hosted = await openHostedLab(this.#host, {
      ...{ name, begin, origin, catalog, present, parent: origin.parent, atUsecs: origin.atUsecs },
      realm: `${name}/${this.#made}`,
      addresses: new AddressBook(allowedHosts),
      folder: data?.folder(name)
    })
    const entry: Entry = { hosted, listeners: undefined }
    this.#entries.set(name, entry)
    return entry
  }

  async #openListeners(name: string, entry: Entry): Promise<void> {
    if (this.#setup === undefined) return
    const sites = [...Object.keys(entry.hosted.lab.world.clusters), CENTRAL]
    entry.listeners = await openLabListeners(name, sites, this.#setup, this.#triples)
    const { open, certified, certificate } = entry.listeners
    entry.hosted.addresses.setListeners(open, certified, certificate)
  }

  /** Frees what it has on disk first: where that fails it goes on. Whoever asks at its own address is still answered. */
  async remove(name: string): Promise<void> {
    const entry = this.#entry(name)
    if (name === MAIN) throw new ControlFault('lab/first', 'The first lab cannot be deleted; it can be reset')
    await entry.hosted.control.saving.settled().catch(() => undefined) // what is under way is written nowhere else
    await refusingFailure(() => this.#options.data?.folder(name).remove())
    this.#forget(name, entry)
  }

  #forget(name: string, { hosted, listeners }: Entry): void {
    this.#entries.delete(name)
    hosted.discard()
    this.#host.metrics.forgetLab(name)
    void listeners?.close()
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name)
    if (entry !== undefined) return entry
    throw new ControlFault('lab/not-found', `There is no lab ${name}. ${hintFor(name, this.#names)}`)
  }

  get #names(): string[] {
    return [...this.#entries.keys()]
  }

  #freeName(): string {
    let number = 1
    while (this.#entries.has(`lab-${number}`) || this.#coming.has(`lab-${number}`)) number += 1
    return `lab-${number}`
  }

  #refuseTaken(name: string): void {
    if (this.#entries.has(name) || this.#coming.has(name))
      throw new ControlFault('lab/exists', `There is a lab ${name} already`)
    if (this.#entries.size + this.#coming.size >= LABS_MAX)
      throw new ControlFault('labs/too-many', `There are ${LABS_MAX} labs at most: delete some first`)
  }

  async catchUp(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ hosted }) => hosted.catchUp()))
  }

  stopWaiting(): void {
    for (const { hosted } of this.#entries.values()) hosted.stopWaiting()
  }

  /** Ends the listeners of all labs but the first one's. */
  async closeListeners(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(async ({ listeners }) => listeners?.close()))
  }

  /** Saves all of them, and releases the directory. Rejects with the first `StorageFailure`. */
  async close(): Promise<void> {
    try {
      const closed = await Promise.allSettled([...this.#entries.values()].map(({ hosted }) => hosted.close()))
      for (const one of closed) if (one.status === 'rejected') throw one.reason
    } finally {
      await this.#options.data?.close()
    }
  }
}
