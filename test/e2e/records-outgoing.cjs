/**
 * Loaded before the command: notes in the file of RECORD whatever would leave the process, and lets it go on. Every way out
 * ends in a socket, a look-up or a datagram; `net.Socket.prototype.connect` is below http, https, tls and fetch.
 */
'use strict'
const { appendFileSync } = require('node:fs')
const dgram = require('node:dgram')
const dns = require('node:dns')
const http = require('node:http')
const https = require('node:https')
const http2 = require('node:http2')
const net = require('node:net')
const { devNull } = require('node:os')
const childProcess = require('node:child_process')

// A thread of a loader is preloaded too, after the process has forgotten where to write; the emulator starts none.
const record = process.env.RECORD ?? devNull
delete process.env.RECORD

function watch(owner, ownerName, names) {
  for (const name of names) {
    const original = owner[name]
    if (typeof original !== 'function') continue
    owner[name] = function (...given) {
      // Listening, too, looks up its own address: one in figures asks nobody.
      if (name === 'lookup' && net.isIP(given[0]) !== 0) return Reflect.apply(original, this, given)
      const told = given.filter(one => ['string', 'number'].includes(typeof one)).join(' ')
      appendFileSync(record, `${ownerName}.${name} ${told}\n`)
      return Reflect.apply(original, this, given)
    }
  }
}

const lookups = Object.keys(dns).filter(name => /^(lookup|resolve|reverse)/.test(name))
watch(net.Socket.prototype, 'socket', ['connect'])
watch(dns, 'dns', lookups)
watch(dns.promises, 'dns.promises', lookups)
watch(dgram.Socket.prototype, 'dgram', ['send', 'connect', 'bind'])
for (const [name, module] of Object.entries({ http, https })) watch(module, name, ['request', 'get'])
watch(http2, 'http2', ['connect'])
watch(globalThis, 'globalThis', ['fetch'])
watch(childProcess, 'child', ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync'])
// A module that imports by name sees what was put in the place of the original, too.
require('node:module').syncBuiltinESMExports()
appendFileSync(record, 'watching\n')
