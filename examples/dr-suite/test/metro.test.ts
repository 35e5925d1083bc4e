import { expect, test } from 'vitest'
import { ask, domainOf } from '../dr/prism.js'
import { useLab } from './lab.js'

const lab = useLab('france-canada-esxi')

test('a metro pair breaks where the link does, and is joined again from the side that goes on', async () => {
  const { clock, clusters, link, untilIdle, vm } = lab()
  const { france, canada } = clusters
  const sides = async () => [(await domainOf(france, 'gold')).metro_avail, (await domainOf(canada, 'gold')).metro_avail]
  await ask(france, 'POST', 'protection_domains', { value: 'gold' })
  await ask(france, 'POST', 'protection_domains/gold/metro_avail_enable', {
    container: 'metro',
    remote_site: 'canada',
    failure_handling: 'AUTOMATIC'
  })
  await untilIdle()
  expect(await sides()).toMatchObject([
    { role: 'Active', status: 'Enabled' },
    { role: 'Standby', status: 'Enabled' }
  ])

  await link('france', 'canada').cut()
  await clock.advance('1m')
  expect(await sides()).toMatchObject([
    { role: 'Active', status: 'Disabled' },
    { role: 'Standby', status: 'Disabled' }
  ])
  await vm('db01').write('order-5') // France goes on alone

  await link('france', 'canada').heal()
  await ask(france, 'POST', 'protection_domains/gold/metro_avail_enable?re_enable=true', {})
  await untilIdle()
  expect(await sides()).toMatchObject([{ status: 'Enabled' }, { status: 'Enabled' }])
  expect(await vm('db01').marks()).toEqual(['order-5'])
})
