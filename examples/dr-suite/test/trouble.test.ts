import { expect, test } from 'vitest'
import { failOver } from '../dr/failover.js'
import { ask, openAlerts } from '../dr/prism.js'
import { polling, useLab } from './lab.js'

const lab = useLab('france-canada-protected')

const RPO_ALERT = 'Recovery Point Objective Cannot Be Met'

test('a slow link breaks the recovery point objective, which an alert says until it is met again', async () => {
  const { clock, clusters, ledger, link, vm } = lab()
  await link('france', 'canada').slow({ bandwidth_bits_per_second: 10e6, latency_milliseconds: 300 })
  await vm('db01').changeRate(2e6) // bytes a second: more than the link carries
  await clock.advance('3h')
  expect(await openAlerts(clusters.france)).toContain(RPO_ALERT)
  const [gold] = (await ledger()).protections
  expect(gold?.exposure_seconds).toBeGreaterThan(gold?.promised_seconds ?? 0)

  await link('france', 'canada').heal()
  await clock.advance('3h')
  expect(await openAlerts(clusters.france)).not.toContain(RPO_ALERT)
})

test('a link that flaps delays a fail-over, and does not break it', async () => {
  const { clusters, incidents, link, vm } = lab()
  await link('france', 'canada').slow({ bandwidth_bits_per_second: 50e6 })
  const { id } = await incidents.plan({
    what: 'link-flap',
    between: ['france', 'canada'],
    down_seconds: 20,
    up_seconds: 60,
    begins: { after_seconds: 10 }
  })
  await failOver(clusters.france, clusters.canada, 'gold', 'canada', polling(lab()))
  expect(await vm('db01').state()).toMatchObject({ cluster: 'canada', power: 'on' })
  expect(await incidents.get(id)).toMatchObject({ state: 'active' })
})

test('a container that is full at the target fails the replication, and an alert says so', async () => {
  const { clock, clusters, incidents } = lab()
  const full = await incidents.plan({ what: 'container-full', cluster: 'canada', container: 'default-container-36217' })
  await clock.advance('1h')
  expect(await openAlerts(clusters.france)).toContain('Protection Domain Replication Failure')

  await incidents.withdraw(full.id)
  await clock.advance('2h')
  expect(await openAlerts(clusters.france)).not.toContain('Protection Domain Replication Failure')
})

test('NearSync falls back to hourly snapshots while the link is too slow', async () => {
  const { clock, cluster, clusters, link, vm } = lab()
  for (const name of ['france', 'canada'] as const) await cluster(name).pack('pro')
  await ask(clusters.france, 'DELETE', 'protection_domains/gold/schedules')
  await ask(clusters.france, 'POST', 'protection_domains/gold/schedules', {
    type: 'MINUTELY',
    every_nth: 1,
    retention_policy: {
      local_retention_period: 1,
      local_retention_type: 'DAYS',
      remote_retention_period: { canada: 1 },
      remote_retention_type: { canada: 'DAYS' }
    }
  })
  await clock.advance('2h')
  const fellBack = /falling back to lower frequency/
  expect(await openAlerts(clusters.france)).not.toContainEqual(expect.stringMatching(fellBack))
  await link('france', 'canada').slow({ bandwidth_bits_per_second: 1e6 })
  await clock.advance('2h')
  expect(await openAlerts(clusters.france)).toContainEqual(expect.stringMatching(fellBack))

  await link('france', 'canada').heal()
  await clock.advance('6h')
  expect(await openAlerts(clusters.france)).not.toContainEqual(expect.stringMatching(fellBack))
  await vm('db01').write('order-5')
  await clock.advance('2m')
  await cluster('france').power('lost')
  await ask(clusters.canada, 'POST', 'protection_domains/gold/activate')
  await lab().untilIdle()
  expect(await vm('db01', { cluster: 'canada' }).marks()).toEqual(['order-5'])
})
