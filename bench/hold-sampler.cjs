/**
 * Preloaded into a process that is measured: tells over HTTP, at HOLD_PORT, the longest hold of its event loop since it was last asked,
 * in milliseconds. A timer of one millisecond is late by a hold, less one millisecond at most. The process's own metric has a
 * timer of twenty, in which a shorter hold may be lost.
 */
const { createServer } = require('node:http')
const { monitorEventLoopDelay } = require('node:perf_hooks')

const PERIOD_MS = 1
const NANOSECONDS = 1e6

const delay = monitorEventLoopDelay({ resolution: PERIOD_MS })
delay.enable()

createServer((_, answer) => {
  answer.end(String(delay.max / NANOSECONDS - PERIOD_MS))
  delay.reset()
})
  .listen(Number(process.env.HOLD_PORT), '127.0.0.1')
  .unref()
