/** Metro availability, vStores and witnesses by chance: mostly where ESXi makes them possible. */
import { INVALID_SHARE, active, containerUuid, metro, orInvalid, siteName } from './context.js'
import type { KindsOf } from './context.js'

export const metroKinds = {
  'enable-metro': {
    weight: 6,
    fits: (domain, here) => active(domain, here) && here.hypervisor === 'kVMware',
    make: a => ({
      type: 'enable-metro',
      ...a.on,
      name: a.name,
      container: a.random.pick([null, 'pool', 'spare', 'spare', orInvalid(a, 'spare')]),
      remoteSite: a.random.chance(0.1) ? null : siteName(a),
      failureHandling: a.random.pick([null, 'None', 'Automatic', 'Manual', 'Witness', 'Witness']),
      breakAfterSeconds: a.random.pick([null, 10, 30, 31]),
      reEnable: a.random.chance(INVALID_SHARE) !== (a.domain?.metro != null),
      force: a.random.chance(0.5)
    })
  },
  'disable-metro': {
    weight: 2,
    fits: metro,
    make: a => ({ type: 'disable-metro', ...a.on, name: a.name, skipRemoteCheck: a.random.chance(0.5) })
  },
  'promote-metro': {
    weight: 3,
    fits: metro,
    make: a => ({
      type: 'promote-metro',
      ...a.on,
      name: a.name,
      skipRemoteCheck: a.random.chance(0.2),
      force: a.random.chance(0.3)
    })
  },
  'set-metro-failure-handling': {
    weight: 1,
    fits: metro,
    make: a => ({
      type: 'set-metro-failure-handling',
      ...a.on,
      name: a.name,
      mode: a.random.pick(['None', 'Automatic', 'Manual', 'Witness']),
      localOnly: a.random.chance(0.3)
    })
  },
  'set-metro-break-timeout': {
    weight: 1,
    fits: metro,
    make: a => ({ type: 'set-metro-break-timeout', ...a.on, name: a.name, seconds: a.random.pick([10, 20, 30, 9, 31]) })
  },
  'protect-vstore': {
    weight: 1,
    make: a => ({ type: 'protect-vstore', ...a.on, uuid: containerUuid(a), vmLevel: a.random.chance(0.5) })
  },
  'unprotect-vstore': { weight: 1, make: a => ({ type: 'unprotect-vstore', ...a.on, uuid: containerUuid(a) }) },
  'regroup-vstore': {
    weight: 1,
    make: a => ({ type: 'regroup-vstore', ...a.on, uuid: containerUuid(a), vmLevel: a.random.chance(0.5) })
  },
  'add-metro-witness': {
    weight: 1,
    make: a => ({
      type: 'add-metro-witness',
      ...a.on,
      witness: {
        name: a.random.pick([null, 'witness']),
        addresses: a.random.pick([['10.9.0.1'], ['10.9.0.1', '10.9.0.2'], [], [orInvalid(a, '10.9.0.1')]]),
        username: orInvalid(a, 'admin')
      },
      testOnly: a.random.chance(0.2)
    })
  },
  'remove-metro-witness': {
    weight: 1,
    make: a => ({
      type: 'remove-metro-witness',
      ...a.on,
      uuid: orInvalid(a, a.here.configuration.witness?.uuid ?? 'ghost')
    })
  }
} satisfies KindsOf
