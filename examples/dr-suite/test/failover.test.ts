import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { failBack, failOver, recover } from '../dr/failover.js'
import { ask, domainOf } from '../dr/prism.js'
import { polling, useLab } from './lab.js'

const lab = useLab('france-canada-protected')

test('a planned fail-over loses nothing, although a replication is under way', async () => {
  const { clusters, journal, link, until, vm, ledger } = lab()
  await link('france', 'canada').slow({ bandwidth_bits_per_second: 50e6 })
  await until('replication-started', { cluster: 'france' })
  await vm('db01').write('order-6')
  const running = await ask<{ entities: object[] }>(clusters.france, 'GET', 'protection_domains/gold/replications')
  expect(running.entities).toHaveLength(1)

  await failOver(clusters.france, clusters.canada, 'gold', 'canada', polling(lab()))

  expect(await vm('db01').state()).toMatchObject({ cluster: 'canada', power: 'on' })
  expect(await vm('db01').marks()).toEqual(['order-6'])
  expect((await ledger()).failovers).toMatchObject([{ kind: 'migrate', outcome: 'succeeded' }])
  await journal.expect({ operation: 'migrateProtectionDomain', cluster: 'france' }, { times: 1 })
})

test('a recovery brings the last snapshot that has arrived, and a failback brings home what came after', async () => {
  const { clusters, link, until, untilIdle, vm, violations } = lab()
  await vm('db01').write('order-5')
  await until('snapshot-received', { cluster: 'canada' })
  await vm('db01').write('order-6')
  await link('france', 'canada').cut()

  await recover(clusters.canada, 'gold', polling(lab()))

  const recovered = vm('db01', { cluster: 'canada' })
  expect(await recovered.marks()).toEqual(['order-5'])
  await recovered.write('order-7')
  await expect(domainOf(clusters.france, 'gold')).resolves.toMatchObject({ active: true }) // both sides are

  await link('france', 'canada').heal()
  await failBack(clusters.canada, clusters.france, 'gold', 'france', polling(lab()))
  await untilIdle()

  expect(await vm('db01').state()).toMatchObject({ cluster: 'france', power: 'on' })
  expect(await vm('db01').marks()).toEqual(['order-5', 'order-7'])
  expect(await violations()).toEqual([])
})

test('an answer that is lost is no fail-over that has failed', async () => {
  const { clusters, mishaps, untilIdle, vm } = lab()
  await mishaps.add({ operation: 'migrateProtectionDomain', reset: true, afterwards: true, count: 1 })
  const attempt = failOver(clusters.france, clusters.canada, 'gold', 'canada', polling(lab()))
  await expect(attempt).rejects.toThrow('fetch failed')
  await untilIdle()
  expect(await vm('db01').state()).toMatchObject({ cluster: 'canada' })
})

test('code whose sleeps nobody can replace is tested with a clock that runs', async () => {
  const { clock, clusters, vm } = lab()
  await clock.run(600) // ten minutes a second
  const real = { sleep: (milliseconds: number) => setTimeout(milliseconds), intervalMs: 20 }
  await failOver(clusters.france, clusters.canada, 'gold', 'canada', real)
  expect(await vm('db01').state()).toMatchObject({ cluster: 'canada', power: 'on' })
})
