/** Migrations: each step on its own. That a whole document of each old format goes on is in `unreadable.test.ts`. */
import t from 'tap'
import { migrateDocument } from '../../server/storage/migrations/index.js'
import { auditsByNumber } from '../../server/storage/migrations/audits-by-number.js'
import { ownersOfRemoteSites } from '../../server/storage/migrations/owners-of-remote-sites.js'
import { packedRecoveryPoints } from '../../server/storage/migrations/packed-recovery-points.js'
import { FORMAT } from '../../server/storage/port.js'

t.test('every format leads to the present one', t => {
  for (const format of [3, 4, 5]) t.match(migrateDocument({ format, lab: 'x' }), { format: FORMAT, lab: 'x' })
  const present = { format: FORMAT }
  t.equal(migrateDocument(present), present)
  t.throws(() => migrateDocument({ format: 1 }), { message: 'nothing leads on from format 1' })
  t.end()
})

t.test('remote sites come to know whose their addresses are', t => {
  const site = (addresses: Record<string, number>) => ({ name: 'a site', addresses })
  const world = {
    seed: 's',
    clusters: {
      france: {
        vip: '10.0.0.1',
        addresses: ['127.0.0.1', 'shared'],
        remoteSites: { canada: site({ '127.0.0.2': 2020, '10.9.9.9': 2020 }) }
      },
      canada: { vip: '10.0.1.1', addresses: ['127.0.0.2'], remoteSites: { france: site({ shared: 2020 }) } }
    }
  }
  const before = JSON.stringify(world)
  t.same(ownersOfRemoteSites({ format: 4, world }), {
    format: 4,
    world: {
      seed: 's',
      clusters: {
        france: {
          vip: '10.0.0.1',
          remoteSites: {
            canada: { ...site({ '127.0.0.2': 2020, '10.9.9.9': 2020 }), owners: { '127.0.0.2': 'canada' } }
          }
        },
        canada: {
          vip: '10.0.1.1',
          remoteSites: { france: { ...site({ shared: 2020 }), owners: { shared: 'france' } } }
        }
      }
    }
  })
  t.equal(JSON.stringify(world), before, 'and what was read stays as it is')
  t.same(ownersOfRemoteSites({ format: 3, world: {} }), { format: 3, world: {} }, 'what is no world is for the check')
  t.end()
})

t.test('recovery points become numbers, in a full list the oldest where the next will be written', t => {
  const point = (number: number) => ({
    ...{ snapshotId: number, origin: 'france', takenAt: 10 * number, reachedAt: 10 * number + 1 },
    promisedUsecs: number % 2 === 0 ? null : 3600
  })
  const older = (target: string, points: object[], count: number) => ({
    ...{ domain: 'gold', source: 'france', target, since: 5, points, count }
  })
  const full = Array.from({ length: 200 }, (_, index) => point(index + 4)) // 203 so far: three were dropped
  const world = {
    ledger: {
      outages: [],
      protections: { a: older('canada', [point(1), point(2)], 2), b: older('italy', full, 203) }
    }
  }
  const { ledger } = packedRecoveryPoints({ format: 4, world })['world'] as {
    ledger: { outages: unknown; protections: { gold: { target: string; points: number[] }[] } }
  }
  t.same(ledger.outages, [])
  const [canada, italy] = ledger.protections.gold
  t.same(canada, { source: 'france', target: 'canada', since: 5, points: [1, 10, 11, 3600, 2, 20, 21, 0], count: 2 })
  const numbers = (italy?.points ?? []).filter((_, index) => index % 4 === 0)
  t.same(numbers.slice(0, 5), [201, 202, 203, 4, 5])
  t.equal(numbers.length, 200)
  t.same(packedRecoveryPoints({ format: 4, world: {} }), { format: 4, world: {} }, 'what is no world is for the check')
  t.end()
})

t.test('audits come to have numbers for identifiers, and keep their values', t => {
  const audit = { type: 'snapshot-ready', values: ['gold', '2272'] }
  const world = (id: string | number) => ({
    seed: 's',
    clusters: { france: { vip: '10.0.0.1', audits: [{ id, ...audit }] } }
  })
  t.same(auditsByNumber({ format: 5, world: world('2273') }), { format: 5, world: world(2273) })
  t.same(auditsByNumber({ format: 5, world: {} }), { format: 5, world: {} }, 'what is no world is for the check')
  t.end()
})
