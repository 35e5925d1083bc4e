/**
 * A lab with everything that belongs to it alone: its world and pace, how it is kept, journal, mishaps, states and event
 * streams. It is made and closed as a unit.
 */
import type { Logger } from 'pino'
import type { Config } from '../config/index.js'
import { canonicalPath, contracts, controlTopics, coverage, emulatedOperations, version } from '../contracts/index.js'
import { EventStreams, Journal } from '../control/index.js'
import type { ControlContext, FixtureCatalog, LabEntry, Labs } from '../control/index.js'
import { USECS_PER_DAY, after, sooner } from '../domain/core/index.js'
import type { Instant } from '../domain/core/index.js'
import { wallClock } from '../engine/index.js'
import { Mishaps } from '../http/app/index.js'
import type { Lab, StateBudget } from '../labs/index.js'
import type { MeasuredLab, Metrics } from '../metrics/index.js'
import { openOutgoing } from '../outgoing/index.js'
import { CENTRAL } from '../prism/core/index.js'
import type { AnswerBudget, PrismEnvironment } from '../prism/gateway/index.js'
import type { Access } from '../prism/login/index.js'
import type { LabFolder } from '../storage/index.js'
import type { AddressBook } from './addresses.js'
import { daysBehind, labOf } from './lab-start.js'
import type { LabBegin } from './lab-start.js'
import { LabStates } from './labs/lab-states.js'
import { hostNameOf } from './labs/scope.js'
import { openPersistence } from './persistence.js'
import type { Persistence } from './persistence.js'
import { prismEnvironment } from './prism-environment.js'
import { attachWithRollback, savingOf } from './saving.js'

export interface HostedLab extends LabEntry {
  readonly lab: Lab
  readonly journal: Journal
  readonly addresses: AddressBook
  /** Environment of the emulated API. */
  readonly prism: PrismEnvironment
  /** What a scrape of the metrics reads. */
  readonly measured: MeasuredLab
  /** Context of the control API. */
  readonly control: ControlContext
  readonly catalog: FixtureCatalog
  /** Where a reset begins, microseconds since the epoch; undefined for the present instant. */
  readonly atUsecs: number | undefined
  /** Whether the lab was restored from disk, so that the fixture was not used. */
  readonly continued: boolean
  /** Days by which a restored lab with a running clock is behind the present. */
  readonly daysBehind: number
  /** Saves the lab as it is. Rejects with `StorageFailure`. */
  saveNow(): Promise<void>
  /** Catches up with the present in slices, between which requests are served. Everything due meanwhile happens. */
  catchUp(): Promise<void>
  /** Ends pending waits and event streams, so that listeners can close. */
  stopWaiting(): void
  /** Saves pending changes and releases all resources. */
  close(): Promise<void>
  /** Releases all resources, states included, and saves nothing any more. */
  discard(): void
}

/** What the labs of a process share. */
export interface LabHost {
  readonly config: Config
  readonly access: Access
  /** Memory for answers that are sent again. */
  readonly answers: AnswerBudget
  readonly metrics: Metrics
  readonly logger: Logger
  readonly budget: StateBudget
  readonly labs: Labs
}

export interface HostedLabOptions {
  readonly name: string
  readonly realm: string
  readonly parent?: string | undefined
  readonly begin: LabBegin
  readonly catalog: FixtureCatalog
  /** Where a reset begins. */
  readonly present: () => Instant
  readonly atUsecs: number | undefined
  readonly addresses: AddressBook
  /** Undefined keeps everything in memory. */
  readonly folder: LabFolder | undefined
  readonly previous?: boolean
  /** What is written down of how it began. */
  readonly origin?: unknown
}

/** Throws `UnreadableData` for saved data that cannot be read, `FixtureError` for an invalid fixture. */
export async function openHostedLab(host: LabHost, options: HostedLabOptions): Promise<HostedLab> {
  const { name, folder, previous = false, origin } = options
  const kept = await openPersistence(folder, { previous, origin })
  const saved = (await folder?.states.names()) ?? []
  const lab = labOf(name, host.config, options.begin, kept)
  attachWithRollback(kept, lab, host.logger, result => host.metrics.countSave(lab.name, result))
  return hostedLab(host, options, { lab, kept, saved })
}

interface OpenedLab {
  readonly lab: Lab
  readonly kept: Persistence
  /** Names of the states in files. */
  readonly saved: readonly string[]
}

function hostedLab(host: LabHost, options: HostedLabOptions, { lab, kept, saved }: OpenedLab): HostedLab {
  const { config, access, answers, budget, metrics } = host
  const { addresses, begin, catalog, folder, name, realm, parent } = options
  const { secretOf } = begin
  const [saving, absence] = [savingOf(kept), daysBehind(lab, kept)]
  const journal = new Journal({
    onRecord: ({ site, operation, status }) => metrics.countRequest({ lab: name, site, operation, status })
  })
  const [mishaps, closing] = [new Mishaps(), new AbortController()]
  const streams = new EventStreams(folder === undefined ? {} : { settled: () => saving.settled() })
  const settled = (): Promise<void> => saving.settled()
  const states = new LabStates({ lab, budget, folder: folder?.states, config, secretOf, settled }, saved)
  lab.onReset(() => {
    mishaps.clear()
    journal.clear()
  })
  const control: ControlContext = {
    ...{ lab, streams, journal, mishaps, saving, states, metrics, labs: host.labs },
    notesUnread: config.unreadFields,
    storage: () => kept.state,
    ...{ version, coverage, canonicalPath, topics: controlTopics, operations: emulatedOperations },
    fixture: catalog,
    api: Object.fromEntries(contracts.map(({ name: api, bases: [base = ''] }) => [api, base])),
    present: options.present,
    sites: () => [...Object.keys(lab.world.clusters), CENTRAL],
    addressesOf: site => addresses.addressesOf(site)
  }
  const parts = { config, lab, saving, journal, mishaps, addresses, access, answers, closing: closing.signal }
  const prism = prismEnvironment({ ...parts, secretOf, realm })
  sendAlerts(host, lab, { settled, closing: closing.signal })
  const stopWaiting = (): void => {
    closing.abort()
    streams.close()
  }
  return {
    ...{ lab, journal, control, addresses, catalog, stopWaiting, atUsecs: options.atUsecs },
    ...(parent !== undefined && { parent }),
    measured: measuredLab(control),
    certificate: () => addresses.certificate,
    addressOf: site => ({ ...addresses.urlOf(site), host: hostNameOf(site, name) }),
    prism,
    continued: kept.restored !== undefined,
    daysBehind: absence,
    saveNow: () => kept.saveNow(),
    catchUp: async () => {
      // By the day, so that an end does not have to wait for years.
      for (let day = absence; day > 0 && !closing.signal.aborted; day -= 1)
        await lab.advance({ until: sooner(after(lab.world.now, USECS_PER_DAY), wallClock()) })
    },
    close: async () => {
      stopWaiting()
      await kept.close()
    },
    discard: () => {
      stopWaiting()
      states.clear()
      prism.keptAnswers.clear()
    }
  }
}

/** Alerts go to whom the start names, until the lab closes. */
function sendAlerts(
  { config, metrics, logger }: LabHost,
  lab: Lab,
  { settled, closing }: { readonly settled: () => Promise<void>; readonly closing: AbortSignal }
): void {
  const outgoing = openOutgoing({
    ...{ lab, settled, allowed: config.allowOutgoing },
    count: outcome => metrics.countOutgoing(outcome),
    tell: text => logger.warn(text),
    fail: error => logger.error(error, 'Alerts could not be sent')
  })
  closing.addEventListener('abort', () => outgoing.close())
}

/** Read anew at each scrape. */
function measuredLab({ lab, journal, streams, storage }: ControlContext): MeasuredLab {
  return {
    name: lab.name,
    get world() {
      return lab.world
    },
    get clock() {
      return lab.pace.state
    },
    get lagSeconds() {
      return lab.pace.lagSeconds
    },
    get storageOk() {
      return storage().storage === 'ok'
    },
    get journal() {
      return { entries: journal.size, bytes: journal.bytes }
    },
    get streams() {
      return { open: streams.size, backlogBytes: streams.backlogBytes }
    }
  }
}
