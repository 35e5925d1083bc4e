/** Metro domains: what they cover while they stand, and what the standby side has when it takes over, at once or later. */
import t from 'tap'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'
import { TwoSites, protecting } from '../../support/two-sites.js'
import type { ClientRequest, Options } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

type Enabling = Extract<ClientRequest, { type: 'enable-metro' }>

const esxi = { hypervisor: 'kVMware' } as const

function enabling(remoteSite: string): Enabling {
  return {
    type: 'enable-metro',
    name: 'gold',
    container: 'pool',
    remoteSite,
    failureHandling: 'Automatic',
    breakAfterSeconds: 10,
    reEnable: false,
    force: false
  }
}

const disabling = { type: 'disable-metro', name: 'gold', skipRemoteCheck: false } as const

/** `gold` holds web in `pool` on both sides, in step. */
function mirrored(france: Options['france'] = {}): TwoSites {
  const lab = new TwoSites({ france: { ...esxi, ...france }, canada: esxi })
  lab.france.protect(['web'])
  lab.france.do(enabling('canada'))
  lab.pass(1000)
  return lab
}

t.test('a domain takes nothing that the mirrored container does not hold, while the relation stands', async t => {
  const lab = mirrored({
    containers: [{ name: 'pool' }, { name: 'spare' }],
    vms: [
      { name: 'web', disks: [{ sizeBytes: 1_000 }] },
      { name: 'stray', container: 'spare', disks: [{ sizeBytes: 1_000 }] }
    ],
    volumeGroups: [{ name: 'data', disks: [{ sizeBytes: 1_000 }] }]
  })
  const { france } = lab
  const groups = protecting([], 'gold', { volumeGroupUuids: Object.keys(france.cluster.volumeGroups) })
  const stray = protecting(['stray'])
  for (const request of [groups, stray])
    refused(t, lab.engine, { cluster: 'france', user: 'admin', ...request } as Command, 'metro/invalid')
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  france.do(protecting(['web']))
  t.match(france.domain().members, [{ name: 'web' }], 'what it does hold can be protected')

  france.do(disabling)
  for (const request of [groups, stray]) france.do(request)
  t.match(france.domain().volumeGroups, [{ name: 'data' }], 'afterwards it is a domain like others')
})
