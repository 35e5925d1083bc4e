/** A wrong password whose refusal is late, over real connections: whom it holds up, and what ends it. The test lets time pass. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { pino } from 'pino'
import t from 'tap'
import type { Test } from 'tap'
import { AddressBook } from '../../../server/app/addresses.js'
import { apisOf } from '../../../server/app/apis.js'
import { LabRegistry } from '../../../server/app/labs/registry.js'
import { administratorSecrets, loadFixture } from '../../../server/app/lab-start.js'
import { accessTo } from '../../../server/app/prism-environment.js'
import { refuseOutside } from '../../../server/app/refuse-outside.js'
import { instant } from '../../../server/domain/core/time.js'
import { readConfig } from '../../../server/config/config.js'
import { createApp } from '../../../server/http/app/app.js'
import { createMetrics } from '../../../server/metrics/index.js'
import { mountGateway } from '../../../server/prism/gateway/gateway.js'
import { PROMPT_FAILURES } from '../../../server/prism/login/failed-logins.js'

const CLUSTER = '/PrismGateway/services/rest/v2.0/cluster'
const LOGIN = '/PrismGateway/j_spring_security_check'

/** A pause that nobody has ended yet. */
interface Pause {
  readonly seconds: number
  /** Lets it pass. */
  end(): void
}

async function emulator(t: Test) {
  const config = { ...readConfig({}, {}), clock: 'frozen', atUsecs: 1_704_067_200_000_000, http: true } as const
  const addresses = new AddressBook([])
  const pauses: Pause[] = []
  const begun: ((pause: Pause) => void)[] = []
  const registry = new LabRegistry({
    ...{ config, secretOf: administratorSecrets(config), data: undefined, allowedHosts: [] },
    logger: pino({ level: 'silent' }),
    metrics: createMetrics({ version: 'test', labs: () => [] }),
    access: {
      ...accessTo(config),
      pause: (seconds, nobodyWaits) =>
        new Promise<void>(resolve => {
          nobodyWaits.addEventListener('abort', () => resolve())
          const pause = { seconds, end: resolve }
          pauses.push(pause)
          begun.shift()?.(pause)
        })
    }
  })
  const main = await registry.openMain(await loadFixture('france-canada'), addresses)
  const find = () => ({ host: main.prism, site: 'france' })
  const apis = apisOf({ config, addresses, find, labOf: () => main })
  const app = createApp({ apis, refuse: refuseOutside(() => main) })
  await mountGateway(app, find)
  await app.ready()
  const server = createServer(app.routing).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    main.stopWaiting()
    server.closeAllConnections()
    server.close()
    await app.close()
    await main.close()
  })
  const { port } = server.address() as AddressInfo

  const send = (path: string, password: string) => {
    const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const outgoing = request({
      ...{ port, path, host: '127.0.0.1', agent: false },
      ...(path === LOGIN ? { method: 'POST', headers: form } : { headers: { authorization } })
    })
    const status = new Promise<number | undefined>((resolve, reject) => {
      outgoing.on('error', reject).on('response', response => {
        response.resume().on('end', () => resolve(response.statusCode))
      })
    })
    outgoing.end(path === LOGIN ? `j_username=admin&j_password=${encodeURIComponent(password)}` : undefined)
    return { status, hangUp: () => outgoing.destroy() }
  }

  return {
    ...main,
    send,
    statuses: () => main.journal.between(instant(0), instant(Number.MAX_SAFE_INTEGER)).map(({ status }) => status),
    pauses,
    /** As many wrong passwords as are refused promptly. */
    guess: async () => {
      for (let n = 0; n < PROMPT_FAILURES; n += 1) t.equal(await send(CLUSTER, 'wrong').status, 401)
      t.same(pauses, [])
    },
    /** A wrong password, and the pause before its refusal. */
    late: async (path = CLUSTER) => {
      const begins = new Promise<Pause>(resolve => begun.push(resolve))
      const sent = send(path, 'wrong')
      return { ...sent, pause: await begins }
    }
  }
}

t.test('a late refusal holds up nobody else, and is noted when it is given', async t => {
  const { guess, late, send, statuses, lab, journal } = await emulator(t)
  await guess()
  const { status, pause } = await late()
  t.equal(await send(CLUSTER, 'nutanix/4u').status, 200, 'the right password, meanwhile')
  t.same(statuses(), [401, 401, 401, 401, 401, 200])
  lab.engine.advanceTo(instant(lab.world.now + 60_000_000))
  pause.end()
  t.equal(await status, 401)
  t.same(statuses(), [401, 401, 401, 401, 401, 200, 401])
  t.equal(journal.between(lab.world.now, lab.world.now).length, 1, 'at the instant when it was given')
})

t.test('the login form is late too', async t => {
  const { guess, late, send } = await emulator(t)
  await guess()
  const { status, pause } = await late(LOGIN)
  t.equal(await send(LOGIN, 'nutanix/4u').status, 200, 'the right password is not')
  pause.end()
  t.equal(await status, 401)
})

t.test('a late refusal ends when the client hangs up', async t => {
  const { guess, late, statuses } = await emulator(t)
  await guess()
  const { status, hangUp } = await late()
  hangUp()
  await t.rejects(status, { code: 'ECONNRESET' })
  while (statuses().length <= PROMPT_FAILURES) await new Promise(resolve => setImmediate(resolve))
  t.equal(statuses().at(-1), 401)
})

t.test('a late refusal is given at once when the emulator ends', async t => {
  const { guess, late, stopWaiting } = await emulator(t)
  await guess()
  const answers = [await late(), await late(LOGIN)]
  stopWaiting()
  t.same(await Promise.all(answers.map(({ status }) => status)), [401, 401])
})

t.test('a site that loses its power meanwhile answers nobody', async t => {
  const { guess, late, statuses, prism, lab } = await emulator(t)
  await guess()
  const answers = [await late(), await late(LOGIN)]
  lab.engine.dispatch({ type: 'set-power', cluster: 'france', power: 'lost' })
  for (const { pause } of answers) pause.end()
  for (const { status } of answers) await t.rejects(status, { code: 'ECONNRESET' })
  t.equal(prism.world().clusters['france']?.power, 'lost')
  t.equal(statuses().at(-1), null)
})
