/** Prometheus metrics of the emulator: what is counted as it happens, and what is read when a scrape comes. */
export { createMetrics } from './metrics.js'
export type { MeasuredLab, Metrics } from './metrics.js'
