/** Alerts, events, users and settings of a cluster by chance. */
import { alertTypes } from '../../domain/notices/index.js'
import type { Secret } from '../../domain/core/index.js'
import { oneOf, orInvalid, INVALID_VALUES, INVALID_SHARE } from './context.js'
import type { CommandContext, KindsOf } from './context.js'

/** Of a hash as passwords are kept: 32 bytes in figures. */
const HASH_CHARACTERS = 64

export const housekeepingKinds = {
  'acknowledge-alerts': {
    weight: 1,
    fits: (_, here) => here.alerts.length > 0,
    make: a => ({
      type: 'acknowledge-alerts',
      ...a.on,
      ids: [
        oneOf(
          a,
          a.here.alerts.map(({ id }) => id),
          'none'
        )
      ]
    })
  },
  'resolve-alerts': {
    weight: 1,
    fits: (_, here) => here.alerts.length > 0,
    make: a => ({
      type: 'resolve-alerts',
      ...a.on,
      ids: [
        oneOf(
          a,
          a.here.alerts.map(({ id }) => id),
          'none'
        )
      ]
    })
  },
  'dismiss-progress-monitor': {
    weight: 1,
    fits: (_, here) => here.monitors.length > 0,
    make: a => ({
      type: 'dismiss-progress-monitor',
      ...a.on,
      id: oneOf(
        a,
        a.here.monitors.map(({ id }) => id),
        'none'
      )
    })
  },
  'add-user': {
    weight: 1,
    fits: (_, here) => Object.keys(here.users).length < 5,
    make: a => ({
      type: 'add-user',
      ...a.on,
      username: userName(a),
      request: { roles: userRoles(a), ...(a.random.chance(0.5) && { enabled: a.random.chance(0.5) }) },
      secret: someSecret(a)
    })
  },
  'change-user': {
    weight: 1,
    fits: (_, here) => Object.keys(here.users).length > 0,
    make: a => ({
      type: 'change-user',
      ...a.on,
      username: userName(a),
      request: {
        ...(a.random.chance(0.5) && { roles: userRoles(a) }),
        ...(a.random.chance(0.5) && { enabled: a.random.chance(0.5) }),
        ...(a.random.chance(0.5) && { profile: { firstName: 'Ada' } })
      }
    })
  },
  'set-user-secret': {
    weight: 1,
    fits: (_, here) => Object.keys(here.users).length > 0,
    make: a => ({ type: 'set-user-secret', ...a.on, username: userName(a), secret: someSecret(a) })
  },
  'remove-user': {
    weight: 3,
    fits: (_, here) => Object.keys(here.users).length > 0,
    make: a => ({ type: 'remove-user', ...a.on, username: userName(a) })
  },
  'appoint-administrator': {
    weight: 1,
    make: a => ({ type: 'appoint-administrator', cluster: a.on.cluster, username: 'admin', secret: someSecret(a) })
  },
  'acknowledge-events': {
    weight: 1,
    fits: (_, here) => here.audits.length > 0,
    make: a => ({
      type: 'acknowledge-events',
      ...a.on,
      ids: [
        oneOf(
          a,
          a.here.audits.map(({ id }) => String(id)),
          'none'
        )
      ]
    })
  },
  'add-to-configuration': {
    weight: 1,
    make: a => ({ type: 'add-to-configuration', ...a.on, list: 'ntpServers', entries: [ntpServer(a)] })
  },
  'replace-in-configuration': {
    weight: 1,
    fits: (_, here) => here.configuration.ntpServers.length > 0,
    make: a => ({ type: 'replace-in-configuration', ...a.on, list: 'ntpServers', entry: ntpServer(a) })
  },
  'remove-from-configuration': {
    weight: 1,
    fits: (_, here) => here.configuration.ntpServers.length > 0,
    make: a => ({ type: 'remove-from-configuration', ...a.on, list: 'ntpServers', keys: [ntpServer(a)] })
  },
  configure: {
    weight: 2,
    make: a => ({
      type: 'configure',
      ...a.on,
      settings: {
        ...(a.random.chance(0.3) && { displayName: orInvalid(a, `${a.here.name}-two`) }),
        ...(a.random.chance(0.5) && {
          disabledChecks: a.random.some(
            [...Object.keys(alertTypes), ...(a.random.chance(INVALID_SHARE) ? INVALID_VALUES : [])],
            0.1
          )
        }),
        ...(a.random.chance(0.3) && { heldAlerts: a.random.some(Object.keys(alertTypes), 0.1) })
      },
      ...(a.random.chance(0.1) && { vip: orInvalid(a, a.random.pick([a.here.vip, `10.9.0.${a.here.name.length}`])) }),
      ...(a.random.chance(0.2) && {
        timezone: orInvalid(a, a.random.pick(['Europe/Paris', 'UTC', 'America/Montreal']))
      })
    })
  }
} satisfies KindsOf

function ntpServer(a: CommandContext): string {
  return orInvalid(a, a.random.pick(['0.pool.ntp.test', '1.pool.ntp.test', '10.0.0.123']))
}

function userName(a: CommandContext): string {
  return oneOf(a, [...Object.keys(a.here.users), 'ada', 'bob'], a.random.pick(INVALID_VALUES))
}

function userRoles(a: CommandContext): string[] {
  return a.random.some(['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN', 'ROLE_CLUSTER_VIEWER', 'ROLE_OF_NOBODY'], 0.3)
}

function someSecret(a: CommandContext): Secret {
  return { salt: `salt-${a.random.below(3)}`, hash: String(a.random.below(3)).repeat(HASH_CHARACTERS) }
}
