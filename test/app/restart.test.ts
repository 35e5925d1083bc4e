/** A lab that is closed and opened again is the one that it was. */
import t from 'tap'
import { compose } from '../../server/app/compose.js'
import { readConfig } from '../../server/config/config.js'
import type { Config } from '../../server/config/settings.js'
import { wallClock } from '../../server/engine/pace.js'

const USECS_PER_DAY = 86_400_000_000

const configOf = (data: string, more: Partial<Config> = {}): Config => ({
  ...readConfig({}, {}),
  ...{ data, clock: 'frozen', atUsecs: 1_704_067_200_000_000, logLevel: 'silent', validateResponses: true },
  ...more
})

const headers = { host: 'france', authorization: `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}` }

t.test('a restart leaves the world byte for byte as it would be without it', async t => {
  const data = `${t.testdir({})}/lab`
  const create = async (app: Awaited<ReturnType<typeof compose>>['app'], value: string): Promise<void> => {
    const url = '/api/nutanix/v2.0/protection_domains'
    t.equal((await app.inject({ method: 'POST', url, headers, payload: { value } })).statusCode, 201)
  }
  const first = await compose(configOf(data))
  await create(first.app, 'gold')
  const saved = JSON.stringify(first.lab.world)
  await create(first.app, 'lead')
  const without = JSON.stringify(first.lab.world)
  await first.close()

  const again = await compose(configOf(data, { previous: true }))
  t.equal(JSON.stringify(again.lab.world), saved)
  await create(again.app, 'lead')
  t.equal(JSON.stringify(again.lab.world), without, 'and identifiers go on as they would have')
  await again.close()
})

t.test('a lab whose clock follows the present catches up with it, as far as it may', async t => {
  const data = `${t.testdir({})}/lab`
  const running = { clock: 'running', atUsecs: wallClock() - 3 * USECS_PER_DAY } as const
  const first = await compose(configOf(data, running))
  t.equal(first.daysBehind, 0, 'a new one begins where it is told')
  const url = '/api/nutanix/v2.0/protection_domains'
  await first.app.inject({ method: 'POST', url, headers, payload: { value: 'gold' } })
  await first.close()

  await t.rejects(compose(configOf(data, { clock: undefined, catchUpDays: 2 })), {
    name: 'ConfigError',
    message: /is 3 days behind this machine's clock, more than --catch-up-days 2/
  })
  const frozen = await compose(configOf(data))
  t.equal(frozen.daysBehind, 0, 'a frozen clock follows nothing')
  await frozen.close()

  const again = await compose(configOf(data, { clock: 'running', catchUpDays: 4 }))
  t.ok(again.daysBehind > 2.9 && again.daysBehind < 3.1)
  const before = again.lab.world.now
  t.ok(wallClock() - before > 2.9 * USECS_PER_DAY, 'it answers from where it is at once')
  await again.catchUp()
  t.ok(wallClock() - again.lab.world.now < USECS_PER_DAY / 24, 'and is brought to the present')
  await again.close()
})
