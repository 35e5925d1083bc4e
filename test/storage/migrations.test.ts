/** Migrations: each step on its own. That a whole document of each old format goes on is in `unreadable.test.ts`. */
import t from 'tap'
import { migrateDocument } from '../../server/storage/migrations/index.js'
import { ownersOfRemoteSites } from '../../server/storage/migrations/owners-of-remote-sites.js'
import { FORMAT } from '../../server/storage/port.js'

t.test('every format leads to the present one', t => {
  for (const format of [3, 4]) t.match(migrateDocument({ format, lab: 'x' }), { format: FORMAT, lab: 'x' })
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
