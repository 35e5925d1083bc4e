import t from 'tap'
import { startEmulator } from 'pesim'

t.test('the last order comes back in Canada', async t => {
  const emulator = await startEmulator({ fixture: 'france-canada-protected', clock: 'frozen' })
  const { canada } = emulator.clusters
  await emulator.vm('web01').write('order-5')
  await emulator.until('snapshot-received', { cluster: 'canada' })
  await emulator.cluster('france').power('lost')
  await canada.fetch('/api/nutanix/v2.0/protection_domains/gold/activate', { method: 'POST' })
  await emulator.untilIdle()
  t.same(await emulator.vm('web01', { cluster: 'canada' }).marks(), ['order-5'])
  await emulator.stop()
})
