/** Snapshots in a fixture: what a lab can recover from at its first instant, captured or written by hand. */
import t from 'tap'
import type { Test } from 'tap'
import { violations } from '../../server/domain/invariants/index.js'
import { instant } from '../../server/domain/core/index.js'
import { startEmulator } from '../../server/index.js'
import type { Emulator } from '../../server/index.js'
import { FixtureError, fixtureOf, worldOf } from '../../server/seed/index.js'
import type { Fixture } from '../../server/seed/index.js'
import { builtInFixture } from '../../server/seed/fixture.js'
import { anonymizeAnswers } from '../../server/capture/anonymize-answers.js'
import { captured } from '../../server/capture/run-capture.js'
import { answersOf, emulatorOf } from './estates.js'

const AT = instant(1_704_067_200_000_000)
const HOUR = 3_600_000_000

const protectedSites = (): Fixture => fixtureOf(builtInFixture('france-canada-protected'), 'test')

/** As `pesim capture` reads both sites after their first hours. */
async function capturedSites(test: Test, anonymized = false): Promise<Fixture> {
  const original = await emulatorOf(test, protectedSites(), AT)
  const answers = await answersOf(original)
  return captured(anonymized ? anonymizeAnswers(answers) : answers, AT).fixture
}

const snapshotsOf = async ({ clusters }: Emulator, cluster: string): Promise<Record<string, unknown>[]> => {
  const answer = await clusters[cluster]?.fetch('/api/nutanix/v2.0/protection_domains/gold/dr_snapshots')
  return ((await answer?.json()) as { entities: Record<string, unknown>[] }).entities
}

t.test('each cluster holds what it held: times apart, sizes, VMs, and where they came from', async t => {
  const { clusters } = await capturedSites(t)
  const [france, canada] = clusters
  t.match(canada?.snapshots, [
    { domain: 'gold', from: 'france', ageUsecs: HOUR, vms: [{ name: 'web01', consistencyGroup: 'web01' }, {}, {}] },
    { domain: 'gold', from: 'france', ageUsecs: 0, expiresInUsecs: 2 * HOUR }
  ])
  t.same(
    france?.snapshots?.map(({ id, sizeBytes }) => [id, sizeBytes]),
    canada?.snapshots?.map(({ id, sizeBytes }) => [id, sizeBytes])
  )
  const hidden = await capturedSites(t, true)
  t.same(
    hidden.clusters.map(({ snapshots = [] }) => snapshots.map(({ id, ageUsecs }) => [id, ageUsecs])),
    clusters.map(({ snapshots = [] }) => snapshots.map(({ id, ageUsecs }) => [id, ageUsecs])),
    'without names as well'
  )
})

t.test('the first replication sends what was written since the newest snapshot, not everything', async t => {
  const { engine } = (await emulatorOf(t, await capturedSites(t), AT)).lab
  const goldOf = () => engine.world.clusters['france']?.protectionDomains['gold']
  engine.advanceTo(goldOf()?.schedules[0]?.nextAt ?? AT)
  const gold = goldOf()
  const current = gold?.outgoing['canada']?.current
  const size = gold?.snapshots.at(-1)?.vms.reduce((sum, { usedBytes }) => sum + usedBytes, 0) ?? 0
  t.match(current, { full: false })
  t.ok((current?.totalBytes ?? size) < size / 2, `${current?.totalBytes} of ${size} bytes`)
})

t.test('at once Canada takes over from what it holds, and the ledger knows of it', async t => {
  await using emulator = await startEmulator({ fixture: await capturedSites(t), clock: 'frozen' })
  t.match((await emulator.ledger()).protections, [{ domain: 'gold', source: 'france', target: 'canada', points: 2 }])
  const before = await snapshotsOf(emulator, 'canada')
  t.equal(before.length, 2)
  await emulator.cluster('france').power('lost')
  await emulator.clusters['canada']?.fetch('/api/nutanix/v2.0/protection_domains/gold/activate', { method: 'POST' })
  await emulator.untilIdle()
  t.same((await emulator.cluster('canada').vms()).map(({ name }) => name).sort(), ['app01', 'db01', 'web01'])
  t.match((await emulator.ledger()).failovers, [{ kind: 'activate', outcome: 'succeeded' }])
})

t.test('a snapshot that cannot be there is refused with its place', async t => {
  const fixture = await capturedSites(t)
  const withSnapshot = (change: object): Fixture => ({
    ...fixture,
    clusters: fixture.clusters.map(cluster => ({
      ...cluster,
      snapshots: (cluster.snapshots ?? []).map(snapshot => ({ ...snapshot, ...change }))
    }))
  })
  t.same(violations(worldOf(fixture, AT)), [])
  for (const [change, says] of [
    [{ domain: 'silver' }, /\/clusters\/0\/snapshots\/0: there is no protection domain silver/],
    [{ from: 'mars' }, /remote site mars leads to no cluster/],
    [{ vms: [{ uuid: '00000000-0000-4000-8000-000000000000' }] }, /there is no VM 00000000-/]
  ] as const)
    t.throws(() => worldOf(withSnapshot(change), AT), says, JSON.stringify(change))
  t.throws(() => worldOf(withSnapshot({ id: 7 }), AT), FixtureError, 'two of one number')
  t.throws(() => fixtureOf(withSnapshot({ ageUsecs: -1 }), 'mine'), /ageUsecs/)
})
