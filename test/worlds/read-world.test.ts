/**
 * Worlds from outside: what is one is taken, whatever has happened in it; what is none is refused, with the place and the
 * fault, and in no other way.
 */
import Ajv from 'ajv'
import t from 'tap'
import { instant } from '../../server/domain/core/time.js'
import type { Cluster, World } from '../../server/domain/core/world.js'
import { walk } from '../../server/explore/explore.js'
import { builtInFixture } from '../../server/seed/fixture.js'
import { worldOf } from '../../server/seed/world.js'
import { censusOf } from '../../server/worlds/census.js'
import { InvalidWorld, readWorld, worldSchema } from '../../server/worlds/read-world.js'
import { faultOf } from '../../server/worlds/schema-check.js'

const WALKS = 12
const CHANGES_BETWEEN_LOOKS = 25

function protectedWorld(): World {
  const fixture = builtInFixture('france-canada-protected')
  if (fixture === undefined) throw new Error('The fixture is gone')
  return JSON.parse(JSON.stringify(worldOf(fixture, instant(1_705_312_800_000_000)))) as World
}

/** A walk's own passwords are not: nobody logs in there. */
const hashed = (text: string): string => text.replaceAll(/"hash":"[^"]*"/g, `"hash":"${'0'.repeat(64)}"`)

/** Anything, for a test that breaks what types promise. */
type Loose = { [key: string]: Loose } & Loose[]
const loose = (value: unknown): Loose => value as Loose

function siteA(world: Loose): Loose {
  return loose(world['clusters']?.['france'])
}

const anAudit = {
  ...{ id: 7, type: 'snapshot-ready', at: 0, values: ['gold', 7], user: 'system' },
  ...{ entity: { type: 'protection_domain', name: 'gold', uuid: null }, acknowledgedAt: null, acknowledgedBy: null }
}

const breaks: { what: string; at: RegExp; change: (world: Loose) => void }[] = [
  {
    what: 'VMs as an array',
    at: /^at \/clusters\/france\/vms: must be object/,
    change: w => (siteA(w)['vms'] = loose([]))
  },
  { what: 'no VMs', at: /^at \/clusters\/france\/vms: must be object/, change: w => (siteA(w)['vms'] = loose(null)) },
  { what: 'no ledger', at: /^at \/ledger: must be object/, change: w => (w['ledger'] = loose(null)) },
  { what: 'links as an array', at: /^at \/links: must be object/, change: w => (w['links'] = loose([])) },
  { what: 'a revision in letters', at: /^at \/revision: must be integer/, change: w => (w['revision'] = loose('a')) },
  {
    what: 'a latency of half a microsecond',
    at: /^at \/links\/canada\|france\/latencyUsecs: must be integer/,
    change: w => Object.assign(Object.values(w['links'] ?? {})[0] ?? {}, { latencyUsecs: 0.5 })
  },
  {
    what: 'a revision that leaves none for what comes',
    at: /^at \/revision: must be /,
    change: w => (w['revision'] = loose(1e15))
  },
  { what: 'a time before time', at: /^at \/now: must be 0 at least/, change: w => (w['now'] = loose(-1)) },
  { what: 'half a microsecond', at: /^at \/now: must be integer/, change: w => (w['now'] = loose(0.5)) },
  { what: 'no settings', at: /^at \/: settings is missing/, change: w => delete (w as Partial<Loose>)['settings'] },
  {
    what: 'a domain that is null',
    at: /^at \/clusters\/france\/protectionDomains\/gold: must be object/,
    change: w => Object.assign(siteA(w)['protectionDomains'] ?? {}, { gold: null })
  },
  {
    what: 'an audit by a name',
    at: /^at \/clusters\/france\/audits\/0\/id: must be number/,
    change: w => siteA(w)['audits']?.unshift(loose({ ...anAudit, id: '7' }))
  },
  {
    what: 'an audit of something that is neither text nor a number',
    at: /^at \/clusters\/france\/audits\/0\/values\/1: must be /,
    change: w => siteA(w)['audits']?.unshift(loose({ ...anAudit, values: ['gold', true] }))
  },
  {
    what: 'hosts by name',
    at: /^at \/clusters\/france\/hosts: must be array/,
    change: w => (siteA(w)['hosts'] = loose({}))
  },
  {
    what: 'no hosts',
    at: /^at \/clusters\/france\/hosts: must not be empty/,
    change: w => (siteA(w)['hosts'] = loose([]))
  },
  { what: 'no clusters', at: /^at \/clusters: must not be empty/, change: w => (w['clusters'] = loose({})) },
  { what: 'one cluster less', at: /^at \/: .*canada/, change: w => delete (w['clusters'] as Partial<Loose>)['france'] },
  { what: 'a strange key', at: /^at \/more: nothing of that name/, change: w => (w['more'] = loose(1)) },
  {
    what: 'a time zone that nobody knows',
    at: /^at \/clusters\/france\/timezone: "Mars" is no time zone/,
    change: w => (siteA(w)['timezone'] = loose('Mars'))
  },
  {
    what: 'a short password hash',
    at: /^at \/clusters\/france\/users\/eve\/secret\/hash: must match/,
    change: w =>
      Object.assign(siteA(w)['users'] ?? {}, {
        eve: {
          username: 'eve',
          profile: { firstName: null, middleInitial: null, lastName: null, emailId: null },
          roles: [],
          enabled: true,
          secret: { salt: 'x', hash: 'ab' },
          createdAt: 0,
          updatedBy: null,
          appointed: null
        }
      })
  }
]

t.test('what is no world is refused with its place and its fault', t => {
  for (const { what, at, change } of breaks) {
    const world = protectedWorld()
    change(loose(world))
    t.throws(() => readWorld(world), { name: 'InvalidWorld', message: at }, what)
  }
  for (const value of [undefined, null, 7, 'world', [], {}]) t.throws(() => readWorld(value), InvalidWorld)
  t.end()
})

t.test('a world is complete by its census', t => {
  const world = protectedWorld()
  const census = censusOf(world)
  t.equal(readWorld(world, census), world)
  const { vms } = world.clusters['france'] as Cluster
  const all = Object.keys(vms)
  for (const uuid of all.slice(0, Math.ceil(all.length / 2))) delete vms[uuid]
  t.throws(() => readWorld(world, census), {
    message: new RegExp(`there are \\d+ vms on france instead of ${all.length}`)
  })
  t.end()
})

t.test(`the outline fits every world that ${WALKS} walks come through`, { timeout: 120_000 }, t => {
  let looks = 0
  for (let seed = 0; seed < WALKS; seed += 1) {
    let changes = 0
    const broken = walk(seed, {
      steps: 150,
      onEngine: engine =>
        engine.subscribe(() => {
          changes += 1
          if (changes % CHANGES_BETWEEN_LOOKS !== 0) return
          looks += 1
          const fault = faultOf(worldSchema(), JSON.parse(hashed(JSON.stringify(engine.world))))
          if (fault !== undefined) throw new Error(`SEED ${seed}, at ${fault.place}: ${fault.what}`)
        })
    })
    t.equal(broken, null, `walk ${seed}`)
  }
  t.ok(looks > WALKS, `${looks} looks`)
  t.end()
})

t.test('the outline is checked as ajv checks it', { timeout: 60_000 }, t => {
  const compiled = new Ajv.default({ strict: false, inlineRefs: false }).compile(worldSchema())
  t.ok(compiled(protectedWorld()))
  const outlined = breaks.filter(({ at }) => !/time zone|canada/.test(at.source))
  for (const { what, change } of outlined) {
    const world = protectedWorld()
    change(loose(world))
    t.equal(compiled(world), faultOf(worldSchema(), world) === undefined, what)
  }
  t.end()
})
