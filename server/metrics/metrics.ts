/**
 * Metrics of one emulator process in the text format of Prometheus. Two counters grow as things happen; everything else is
 * read from the labs when a scrape comes, so that nobody pays for what nobody watches. A scrape moves no clock.
 */
import type { Registry } from 'prom-client'
import type { Metrics, MetricsSource, RequestCount, SaveResult } from './models.js'

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
