/**
 * Metrics of one emulator process in the text format of Prometheus. Three counters grow as things happen; everything else is
 * read from the labs when a scrape comes, so that nobody pays for what nobody watches. A scrape moves no clock.
 */
import type { Registry } from 'prom-client'
import type { Metrics, MetricsSource, OutgoingCount, RequestCount, SaveResult } from './models.js'

export function createMetrics(source: MetricsSource): Metrics {
  const requests = new Map<string, RequestCount>()
  const outgoing = new Map<string, OutgoingCount>()
  const saves = new Map<string, Record<SaveResult, number>>()
  let opened: Promise<{ registry: Registry; close: () => void }> | undefined

  return {
    countRequest: ({ lab, site, operation, status }) => {
      const key = `${lab}\n${site}\n${operation ?? ''}\n${status ?? ''}`
      const count = requests.get(key)
      if (count === undefined) requests.set(key, { lab, site, operation, status, requests: 1 })
      else count.requests += 1
    },
    countOutgoing: outcome => {
      const key = Object.values(outcome).join('\n')
      const count = outgoing.get(key)
      if (count === undefined) outgoing.set(key, { ...outcome, messages: 1 })
      else count.messages += 1
    },
    countSave: (lab, result) => {
      const count = saves.get(lab) ?? { saved: 0, failed: 0 }
      count[result] += 1
      saves.set(lab, count)
    },
    forgetLab: lab => {
      saves.delete(lab)
      for (const counts of [requests, outgoing])
        for (const [key, count] of counts) if (count.lab === lab) counts.delete(key)
    },
    scrape: async () => {
      opened ??= import('./registry.js').then(({ openRegistry }) => openRegistry(source, { requests, outgoing, saves }))
      const { registry } = await opened
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
    close: () => {
      void opened?.then(({ close }) => close())
    }
  }
}
