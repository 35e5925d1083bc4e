/**
 * A lab with everything that belongs to it alone: its world and pace, how it is kept, journal, mishaps and event streams. It
 * is made and closed as a unit.
 */
import type { Logger } from 'pino'
import type { Config } from '../config/index.js'
import { contracts, coverage, emulatedOperations, version } from '../contracts/index.js'
import { EventStreams, Journal, fixtureCatalog } from '../control/index.js'
import type { ControlContext } from '../control/index.js'
import { USECS_PER_DAY, after, sooner } from '../domain/core/index.js'
import { wallClock } from '../engine/index.js'
import { Mishaps } from '../http/app/index.js'
import type { Lab } from '../labs/index.js'
import type { MeasuredLab, Metrics } from '../metrics/index.js'
import { CENTRAL } from '../prism/core/index.js'
import type { Access, PrismEnvironment } from '../prism/gateway/index.js'
import type { AddressBook } from './addresses.js'
import { LAB, daysBehind, labOf, startOf } from './lab-start.js'
import type { FixtureSource } from './lab-start.js'
import { openPersistence } from './persistence.js'
import { prismEnvironment } from './prism-environment.js'
import { attachWithRollback, savingOf } from './saving.js'

export interface HostedLab {
  readonly lab: Lab
  readonly journal: Journal
  /** Environment of the emulated API. */
  readonly prism: PrismEnvironment
  /** What a scrape of the metrics reads. */
  readonly measured: MeasuredLab
  /** Context of the control API. */
  readonly control: ControlContext
  /** Whether the lab was restored from disk, so that the fixture was not used. */
  readonly continued: boolean
  /** Days by which a restored lab with a running clock is behind the present. */
  readonly daysBehind: number
  /** Catches up with the present in slices, between which requests are served. Everything due meanwhile happens. */
  catchUp(): Promise<void>
  /** Ends pending waits and event streams, so that listeners can close. */
  stopWaiting(): void
  /** Saves pending changes and releases all resources. */
  close(): Promise<void>
}

interface HostedLabOptions {
  readonly config: Config
  readonly fixture: FixtureSource
  readonly addresses: AddressBook
  readonly access: Access
  readonly metrics: Metrics
  readonly logger: Logger
}

/** Throws `UnreadableData` for saved data that cannot be read, `FixtureError` for an invalid fixture. */
export async function openHostedLab(options: HostedLabOptions): Promise<HostedLab> {
  const { config, fixture, addresses, access, metrics, logger } = options
  const kept = await openPersistence(config.data, LAB, config.previous)
  try {
    const lab = labOf(config, fixture, kept)
    attachWithRollback(kept, lab, logger, result => metrics.countSave(lab.name, result))
    const saving = savingOf(kept)
    const absence = daysBehind(lab, kept)
    const journal = new Journal({
      onRecord: ({ site, operation, status }) => metrics.countRequest({ lab: lab.name, site, operation, status })
    })
    const mishaps = new Mishaps()
    const streams = new EventStreams(config.data === undefined ? {} : { settled: () => saving.settled() })
    const closing = new AbortController()
    lab.onReset(() => {
      mishaps.clear()
    })
    const control: ControlContext = {
      ...{ lab, streams, journal, mishaps, saving, metrics },
      storage: () => kept.state,
      ...{ version, coverage, operations: emulatedOperations },
      fixture: fixtureCatalog(config.fixture, fixture),
      api: Object.fromEntries(contracts.map(({ name, bases: [base = ''] }) => [name, base])),
      present: () => startOf(config),
      sites: () => [...Object.keys(lab.world.clusters), CENTRAL],
      addressesOf: site => addresses.addressesOf(site)
    }
    return {
      ...{ lab, journal, control },
      measured: measuredLab(control),
      prism: prismEnvironment({ config, lab, saving, journal, mishaps, addresses, access, closing: closing.signal }),
      continued: kept.restored !== undefined,
      daysBehind: absence,
      catchUp: async () => {
        // By the day, so that an end does not have to wait for years.
        for (let day = absence; day > 0 && !closing.signal.aborted; day -= 1)
          await lab.advance({ until: sooner(after(lab.world.now, USECS_PER_DAY), wallClock()) })
      },
      stopWaiting: () => {
        closing.abort()
        streams.close()
      },
      close: async () => {
        closing.abort()
        streams.close()
        await kept.close()
      }
    }
  } catch (error) {
    await kept.close()
    throw error
  }
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
