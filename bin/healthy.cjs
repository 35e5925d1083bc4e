#!/usr/bin/env node
// The health check of the container: 0 where the emulator at PESIM_HEALTH_URL says that it is ready, 1 otherwise.
const { URL } = require('node:url')
const scheme = /^(true|yes|on|1)$/i.test(process.env.PESIM_HTTP ?? '') ? 'http' : 'https'
const url =
  process.env.PESIM_HEALTH_URL ??
  `${scheme}://127.0.0.1:${/^\d+$/.test(process.env.PESIM_PORT ?? '') ? process.env.PESIM_PORT : 9440}`
const { get } = require(`node:${new URL(url).protocol.slice(0, -1)}`)
get(`${url}/emulator/v1/ready`, { rejectUnauthorized: false, timeout: 2000 }, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1)
}).on('error', () => process.exit(1))
