import { expect, test } from 'vitest'
import { startEmulator } from 'pesim'

test('the last order comes back in Canada', async () => {
  const emulator = await startEmulator({ fixture: 'france-canada-protected', clock: 'frozen' })
  const { canada } = emulator.clusters
  await emulator.vm('web01').write('order-5')
  await emulator.until('snapshot-received', { cluster: 'canada' })
  await emulator.cluster('france').power('lost')
  await canada.fetch('/api/nutanix/v2.0/protection_domains/gold/activate', { method: 'POST' })
  await emulator.untilIdle()
  expect(await emulator.vm('web01', { cluster: 'canada' }).marks()).toEqual(['order-5'])
  await emulator.stop()
}, 30_000)
