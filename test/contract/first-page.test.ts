/**
 * Goal: the first page of a long list costs little, also by code that runs for the first time: what is the same for many of its rows
 * is made once, and what is sent as it stands is not copied key by key.
 * Method: what a page of v1's VMs takes apart and puts together is counted, never timed, for two pages of which one is longer.
 */
import t from 'tap'
import type { Test } from 'tap'
import { ioStats, projectionOf } from '../../server/prism/figures/index.js'
import { withSummaries } from '../../server/prism/notices/index.js'
import { V1, emulator } from '../support/emulator.js'

const VMS = 120
const SHORT = 20
const LONG = 60

/** Counts the maps that are put together, and those that are taken apart, while something is done. */
function counter(t: Test) {
  const counts = { made: 0, takenApart: 0 }
  const { fromEntries, entries } = Object
  t.teardown(() => Object.assign(Object, { fromEntries, entries }))
  Object.assign(Object, {
    fromEntries: (of: Iterable<readonly [string, unknown]>) => {
      counts.made += 1
      return fromEntries(of)
    },
    entries: (of: object) => {
      counts.takenApart += 1
      return entries(of)
    }
  })
  return async (what: () => Promise<void>) => {
    const { made, takenApart } = counts
    await what()
    return { made: counts.made - made, takenApart: counts.takenApart - takenApart }
  }
}

t.test('no row of a page has its figures made or copied one by one', async t => {
  const of = await emulator(t)
  const made = await of.ask('france', 'POST', '/emulator/v1/clusters/france/vms', { count: VMS, name_prefix: 'made' })
  t.equal(made.status, 200)
  const page = async (count: number): Promise<void> => {
    const { status, body } = await of.ask('france', 'GET', `${V1}/vms?count=${count}`)
    if (status !== 200 || body.entities.length !== count) throw new Error(`${status}`)
  }
  await page(LONG + 1) // prepares the operation
  const during = counter(t)
  t.same(await during(() => page(LONG)), await during(() => page(SHORT)))
})

t.test('the figures of a load are made once', t => {
  const load = { readKiloBytes: 20, writeKiloBytes: 10, reads: 2, writes: 1 }
  t.equal(ioStats({ ...load }), ioStats(load))
  t.not(ioStats({ ...load, reads: 3 }), ioStats(load))
  t.throws(() => Object.assign(ioStats(load), { num_iops: '0' }), 'and nobody changes those of others')
  t.end()
})

t.test('a row to which no summary is added is not copied', async t => {
  const { lab } = await emulator(t)
  const france = lab.world.clusters['france']
  if (france === undefined) throw new Error('No france')
  const row = { name: 'a row' }
  const summed = (projection?: string) =>
    withSummaries(france, row, { type: 'vm', name: 'a row' }, projectionOf(projection))
  t.equal(summed(), row)
  t.not(summed('ALERTS'), row)
  t.not(summed('HEALTH'), row)
})
