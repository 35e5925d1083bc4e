/**
 * Metrics of one emulator process in the text format of Prometheus. Two counters grow as things happen; everything else is
 * read from the labs when a scrape comes, so that nobody pays for what nobody watches. A scrape moves no clock.
 */
import type { Registry } from 'prom-client'
import type { View, World } from '../domain/core/index.js'
import type { PaceState } from '../engine/index.js'

/** What a scrape reads of a lab. */
export interface MeasuredLab {
  readonly name: string
  readonly world: View<World>
  readonly clock: Readonly<PaceState>
  /** Virtual seconds by which a running clock's world is behind the present. */
  readonly lagSeconds: number
  readonly storageOk: boolean
  readonly journal: { readonly entries: number; readonly bytes: number }
  readonly streams: { readonly open: number; readonly backlogBytes: number }
}

/** A request to the emulated API that has ended. */
export interface RequestOutcome {
  readonly lab: string
  /** Addressed cluster, or Prism Central. */
  readonly site: string
  /** Null where no contract has the request. */
  readonly operation: string | null
  /** HTTP status; null for a dropped connection. */
  readonly status: number | null
}

/** Labels of the requests that were counted, with their number. */
interface RequestCount extends RequestOutcome {
  requests: number
}

export interface Metrics {
  countRequest(outcome: RequestOutcome): void
  countSave(lab: string, result: SaveResult): void
  /** Drops the counts of a lab that is no more. */
  forgetLab(lab: string): void
  /** The text of a scrape; prom-client is loaded by the first one. */
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>
  /** Ends the measurement of the event loop. */
  close(): void
}

export type SaveResult = 'saved' | 'failed'

export interface MetricsSource {
  /** Release of the emulator. */
  readonly version: string
  labs(): Iterable<MeasuredLab>
}

/** Counters live beside the registry, which does not exist before somebody asks. */
export interface Counts {
  readonly requests: ReadonlyMap<string, Readonly<RequestCount>>
  readonly saves: ReadonlyMap<string, Readonly<Record<SaveResult, number>>>
}

export function createMetrics(source: MetricsSource): Metrics {
  const requests = new Map<string, RequestCount>()
  const saves = new Map<string, Record<SaveResult, number>>()
  let opened: Promise<{ registry: Registry; close: () => void }> | undefined

  return {
    countRequest: ({ lab, site, operation, status }) => {
      const key = `${lab}\n${site}\n${operation ?? ''}\n${status ?? ''}`
      const count = requests.get(key)
      if (count === undefined) requests.set(key, { lab, site, operation, status, requests: 1 })
      else count.requests += 1
    },
    countSave: (lab, result) => {
      const count = saves.get(lab) ?? { saved: 0, failed: 0 }
      count[result] += 1
      saves.set(lab, count)
    },
    forgetLab: lab => {
      saves.delete(lab)
      for (const [key, count] of requests) if (count.lab === lab) requests.delete(key)
    },
    scrape: async () => {
      opened ??= import('./registry.js').then(({ openRegistry }) => openRegistry(source, { requests, saves }))
      const { registry } = await opened
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
    close: () => {
      void opened?.then(({ close }) => close())
    }
  }
}
