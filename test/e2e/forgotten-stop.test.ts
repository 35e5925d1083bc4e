/** A test that forgets to stop its emulator ends all the same: by itself, and not by its runner. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { startEmulator } from '../../server/index.js'

const run = promisify(execFile)
const bundle = join(import.meta.dirname, '../../dist/pesim.cjs')

const forgetful = `
const { test } = require('node:test')
const { startEmulator } = require(${JSON.stringify(bundle)})
test('forgets', async () => {
  for (const options of [{}, { http: true }, { clock: 'frozen' }]) {
    const emulator = await startEmulator(options)
    emulator.on('*', () => undefined)
    await emulator.clusters.france.fetch('/api/nutanix/v2.0/vms')
    await fetch(emulator.control.replace('https', 'http') + '/health').catch(() => undefined)
    await emulator.clock.advance('1h')
  }
})`

t.test('with node:test, although emulators run, are listened to, and hold connections', async t => {
  const { stdout } = await run(process.execPath, ['--eval', forgetful])
  t.match(stdout, /^# pass 1$/m)
})

t.test('a client that waits for an answer keeps the process until it has it', async t => {
  const waiting = `require(${JSON.stringify(bundle)}).startEmulator({ clock: 'running', rate: 1000000 })
    .then(async ({ until }) => console.log((await until('clock-jumped', { within: '30d' }).catch(({ code }) => code))))`
  const { stdout } = await run(process.execPath, ['--eval', waiting])
  t.equal(stdout, 'clock/not-reached\n')
})

t.test('fake timers, a false date and a false clock stop no emulator', async t => {
  const { stdout } = await run(process.execPath, [
    '--eval',
    `const timer = { ref: () => timer, unref: () => timer, refresh: () => timer, hasRef: () => false }
    const fake = name => Object.assign(() => timer, { clock: { ['_' + name]: globalThis[name] } })
    for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'])
      globalThis[name] = require('node:timers')[name] = fake(name)
    Date.now = () => 978307200000
    globalThis.Date = class extends Date { constructor(...at) { super(...(at.length === 0 ? [978307200000] : at)) } }
    performance.now = () => 0
    require(${JSON.stringify(bundle)}).startEmulator({ fixture: 'france-canada-protected', clock: 'frozen' }).then(async ({ clock, clusters }) => {
      await clock.advance('60d')
      console.log((await clusters.canada.fetch('/api/nutanix/v2.0/cluster')).status, (await clock.now()).toISOString())
    })`
  ])
  t.equal(stdout, '200 2001-03-02T00:00:00.000Z\n')
})

t.test('ten emulators in a process know nothing of each other', async t => {
  const emulators = await Promise.all(
    Array.from({ length: 10 }, (_, day) => startEmulator({ clock: 'frozen', at: new Date(Date.UTC(2026, 0, day + 1)) }))
  )
  t.teardown(() => Promise.all(emulators.map(({ stop }) => stop())))
  await Promise.all(emulators.map(({ clock }, hours) => clock.advance({ seconds: hours * 3600 })))
  for (const [index, { clock, clusters }] of emulators.entries()) {
    t.equal((await clock.now()).toISOString(), new Date(Date.UTC(2026, 0, index + 1, index)).toISOString())
    t.equal((await clusters.france.fetch('/api/nutanix/v2.0/cluster')).status, 200)
  }
  t.equal(new Set(emulators.map(({ clusters }) => clusters.canada.url)).size, 10)
})
