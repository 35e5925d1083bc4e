/** A lab that is closed and opened again is the one that it was. */
import t from 'tap'
import { wallClock } from '../../server/engine/pace.js'
import { V2, emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const USECS_PER_DAY = 86_400_000_000

t.test('a restart leaves the world byte for byte as it would be without it', async t => {
  const data = `${t.testdir({})}/lab`
  const create = async ({ ask }: Emulator, value: string): Promise<void> => {
    t.equal((await ask('france', 'POST', `${V2}/protection_domains`, { value })).status, 201)
  }
  const first = await emulator(t, { data })
  await create(first, 'gold')
  const saved = JSON.stringify(first.lab.world)
  await create(first, 'lead')
  const without = JSON.stringify(first.lab.world)
  await first.close()

  const again = await emulator(t, { data, previous: true })
  t.equal(JSON.stringify(again.lab.world), saved)
  await create(again, 'lead')
  t.equal(JSON.stringify(again.lab.world), without, 'and identifiers go on as they would have')
  await again.close()
})

t.test('a lab whose clock follows the present catches up with it, as far as it may', async t => {
  const data = `${t.testdir({})}/lab`
  const running = { clock: 'running', atUsecs: wallClock() - 3 * USECS_PER_DAY } as const
  const first = await emulator(t, { data, ...running })
  t.equal(first.daysBehind, 0, 'a new one begins where it is told')
  await first.ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' })
  await first.close()

  await t.rejects(emulator(t, { data, clock: undefined, catchUpDays: 2 }), {
    name: 'ConfigError',
    message: /is 3 days behind this machine's clock, more than --catch-up-days 2/
  })
  const frozen = await emulator(t, { data })
  t.equal(frozen.daysBehind, 0, 'a frozen clock follows nothing')
  await frozen.close()

  const again = await emulator(t, { data, clock: 'running', catchUpDays: 4 })
  t.ok(again.daysBehind > 2.9 && again.daysBehind < 3.1)
  const before = again.lab.world.now
  t.ok(wallClock() - before > 2.9 * USECS_PER_DAY, 'it answers from where it is at once')
  await again.catchUp()
  t.ok(wallClock() - again.lab.world.now < USECS_PER_DAY / 24, 'and is brought to the present')
  await again.close()
})
