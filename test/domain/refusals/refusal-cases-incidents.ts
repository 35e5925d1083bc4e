/** Every way in which an incident is refused, and what is refused because of one. */
import { OPEN_INCIDENTS_MAX } from '../../../server/domain/core/limits.js'
import { NEVER } from '../../../server/domain/core/time.js'
import type { Breakage, Slowness } from '../../../server/domain/core/world.js'
import type { Case, Cases } from './refusal-labs.js'
import { also, migrate, oneTime } from './refusal-labs.js'
import { START, at } from '../../support/two-sites.js'
import type { Command, RefusalCode } from '../../../server/domain/core/tables/vocabulary.js'

type Plan = Extract<Command, { type: 'plan-incident' }>

const dark: Breakage = { kind: 'site-power', cluster: 'canada' }
const flap = { kind: 'link-flap', a: 'france', b: 'canada', from: null, downUsecs: 1, upUsecs: 1 } as const
const passing = { kind: 'progress', cluster: 'france', domain: 'gold', site: null, percent: 1 } as const
const met = { type: 'power-lost', cluster: null, name: null } as const

function incident(what: Breakage, change: Partial<Plan> = {}): Plan {
  return { type: 'plan-incident', what, begins: { kind: 'at', at: at(30) }, lastsUsecs: null, ...change }
}

const slow = (change: Partial<Slowness>): Breakage => ({
  kind: 'link-slow',
  a: 'france',
  b: 'canada',
  from: null,
  slow: { bandwidthBytesPerSecond: null, latencyUsecs: null, loss: null, ...change }
})

const named = (code: RefusalCode, ...plans: readonly (Breakage | Plan)[]): Cases => ({
  [code]: plans.map((plan): Case => ({
    because: `an incident names nothing: ${JSON.stringify(plan)}`,
    command: 'type' in plan ? plan : incident(plan)
  }))
})

export const incidentCases: Cases = {
  ...named(
    'cluster/not-found',
    { kind: 'site-power', cluster: 'spain' },
    { kind: 'link-cut', a: 'france', b: 'spain', from: null },
    incident(dark, { begins: { ...passing, cluster: 'spain' } }),
    incident(dark, { begins: { kind: 'event', pattern: { ...met, cluster: 'spain' }, left: 1 } })
  ),
  ...named('link/not-found', { kind: 'link-cut', a: 'france', b: 'france', from: null }),
  ...named('link/invalid', { kind: 'link-cut', a: 'france', b: 'canada', from: 'spain' }),
  ...named('host/not-found', { kind: 'host', cluster: 'france', host: 'spain-host-1' }),
  ...named(
    'protection-domain/not-found',
    { kind: 'snapshot-failure', cluster: 'france', domain: 'lead' },
    incident(dark, { begins: { ...passing, domain: 'lead' } })
  ),
  ...named('vm/not-found', { kind: 'registration-failure', cluster: 'canada', vm: 'nobody' }),
  ...named('storage-container/not-found', { kind: 'container-full', cluster: 'france', container: 'none' }),
  ...named(
    'remote-site/not-found',
    { kind: 'replication-stuck', cluster: 'france', domain: 'gold', site: 'spain' },
    incident(dark, { begins: { ...passing, site: 'spain' } })
  ),
  'incident/not-found': [
    { because: 'nothing of that name was planned', command: { type: 'withdraw-incident', id: 'incident-1' } },
    { because: 'a record inherits that name', command: { type: 'withdraw-incident', id: 'constructor' } },
    {
      because: 'it is over',
      command: lab => ({ type: 'withdraw-incident', id: lab.world.pastIncidents[0]?.id ?? '' }),
      in: also(lab => {
        lab.do(incident({ kind: 'clock-jump', usecs: 1 }))
        lab.pass(1)
      })
    }
  ],
  'incident/invalid': [
    { because: 'it begins in the past', command: incident(dark, { begins: { kind: 'at', at: START } }) },
    { because: 'it lasts no time', command: incident(dark, { lastsUsecs: 0 }) },
    { because: 'a jump has no end', command: incident({ kind: 'clock-jump', usecs: 1 }, { lastsUsecs: 1 }) },
    { because: 'clocks jump forward', command: incident({ kind: 'clock-jump', usecs: 0 }) },
    { because: 'nothing is slow', command: incident(slow({})) },
    { because: 'a slow link carries something', command: incident(slow({ bandwidthBytesPerSecond: 0 })) },
    { because: 'a slow link does not lose everything', command: incident(slow({ loss: 1 })) },
    { because: 'no answer comes before the question', command: incident(slow({ latencyUsecs: -1 })) },
    { because: 'a flapping link is down for a while', command: incident({ ...flap, downUsecs: 0 }) },
    { because: 'a flapping link is up for a while', command: incident({ ...flap, upUsecs: 0 }) },
    { because: 'no replication passes 100 %', command: incident(dark, { begins: { ...passing, percent: 100 } }) },
    {
      because: 'occurrences are counted from 1',
      command: incident(dark, { begins: { kind: 'event', pattern: met, left: 0 } })
    },
    {
      because: 'too many are open',
      command: incident(dark),
      in: also(lab => {
        for (let open = 0; open < OPEN_INCIDENTS_MAX; open++)
          lab.do(incident(dark, { begins: { kind: 'at', at: NEVER } }))
      })
    }
  ],
  'protection-domain/service-down': [
    {
      because: 'the replication service is down',
      command: oneTime({}),
      in: also(lab => {
        lab.do(incident({ kind: 'replication-service', cluster: 'france' }))
        lab.pass(0)
      })
    }
  ],
  'protection-domain/snapshot-failed': [
    {
      because: 'the first snapshot of a migration fails',
      command: migrate(),
      in: also(lab => {
        lab.do(incident({ kind: 'snapshot-failure', cluster: 'france', domain: 'gold' }))
        lab.pass(0)
      })
    }
  ]
}
