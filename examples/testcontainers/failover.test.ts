import { test } from 'node:test'
import assert from 'node:assert/strict'
import { PesimContainer } from './pesim-container.js'

test('the last order comes back in Canada', async () => {
  const container = await new PesimContainer().withFixture('france-canada-protected').start()
  const emulator = await container.connect()
  await emulator.vm('web01').write('order-5')
  await emulator.until('snapshot-received', { cluster: 'canada' })
  await emulator.cluster('france').power('lost')
  await emulator.clusters['canada']?.fetch('/api/nutanix/v2.0/protection_domains/gold/activate', { method: 'POST' })
  await emulator.untilIdle()
  assert.deepEqual(await emulator.vm('web01', { cluster: 'canada' }).marks(), ['order-5'])
  await emulator.stop()
  await container.stop()
})
