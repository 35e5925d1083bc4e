/** Snapshots, their replication, and changes of side by chance. */
import {
  oneOf,
  orInvalid,
  siteNames,
  siteName,
  someInstant,
  snapshotId,
  INVALID_SHARE,
  active,
  snapped,
  sending
} from './context.js'
import type { CommandContext, KindsOf } from './context.js'
import { snapshotName } from '../../domain/core/index.js'

export const failoverKinds = {
  'add-one-time-schedule': {
    weight: 14,
    fits: domain => domain.active && domain.members.length > 0,
    make: a => ({
      type: 'add-one-time-schedule',
      ...a.on,
      name: a.name,
      at: a.random.chance(0.7) ? null : someInstant(a),
      appConsistent: a.random.chance(0.2),
      remoteSites: a.random.some(siteNames(a), 0.7).concat(a.random.chance(INVALID_SHARE) ? ['nowhere'] : []),
      retentionSeconds: a.random.pick([null, null, 60, 600, 86_400, 0])
    })
  },
  'remove-one-time-schedule': {
    weight: 3,
    fits: domain => domain.oneTimeSchedules.length > 0,
    make: a => ({
      type: 'remove-one-time-schedule',
      ...a.on,
      name: a.name,
      id: oneOf(
        a,
        a.domain?.oneTimeSchedules.map(({ id }) => id),
        7
      )
    })
  },
  'remove-one-time-schedules': {
    weight: 1,
    fits: domain => domain.oneTimeSchedules.length > 0,
    make: a => ({
      type: 'remove-one-time-schedules',
      ...a.on,
      name: a.name,
      ids: a.random.some(a.domain?.oneTimeSchedules.map(({ id }) => id) ?? [], 0.7)
    })
  },
  'remove-snapshots': {
    weight: 2,
    fits: snapped,
    make: a => ({ type: 'remove-snapshots', ...a.on, name: a.name, snapshotIds: snapshotIds(a) })
  },
  'retain-snapshots': {
    weight: 1,
    fits: snapped,
    make: a => ({ type: 'retain-snapshots', ...a.on, name: a.name, snapshotIds: snapshotIds(a), until: someInstant(a) })
  },
  'remove-remote-snapshots': {
    weight: 1,
    fits: (_, here) => Object.keys(here.remoteSites).length > 0,
    make: a => {
      const [one, other] = [remoteSnapshot(a), remoteSnapshot(a)]
      const snapshotIds = { [a.name]: [one.snapshotId, other.snapshotId] }
      return { type: 'remove-remote-snapshots', ...a.on, site: one.site, snapshotIds }
    }
  },
  'remove-snapshot': {
    weight: 3,
    fits: snapped,
    make: a => ({ type: 'remove-snapshot', ...a.on, name: a.name, snapshotId: snapshotId(a) })
  },
  'retain-snapshot': {
    weight: 2,
    fits: snapped,
    make: a => ({
      type: 'retain-snapshot',
      ...a.on,
      name: a.name,
      snapshotId: snapshotId(a),
      until: a.random.chance(0.3) ? null : someInstant(a)
    })
  },
  'remove-remote-snapshot': {
    weight: 2,
    fits: (_, here) => Object.keys(here.remoteSites).length > 0,
    make: a => ({ type: 'remove-remote-snapshot', ...a.on, name: a.name, ...remoteSnapshot(a) })
  },
  'retrieve-snapshot': {
    weight: 4,
    fits: (_, here) => Object.keys(here.remoteSites).length > 0,
    make: a => ({ type: 'retrieve-snapshot', ...a.on, name: a.name, ...remoteSnapshot(a) })
  },
  'control-replication': {
    weight: 8,
    fits: sending,
    make: a => ({
      type: 'control-replication',
      ...a.on,
      name: a.name,
      id: oneOf(
        a,
        Object.values(a.domain?.outgoing ?? {}).flatMap(({ current }) => (current === null ? [] : [current.id])),
        7
      ),
      action: orInvalid(a, a.random.pick(['pause', 'resume', 'resume', 'abort']))
    })
  },
  'migrate-protection-domain': {
    weight: 8,
    fits: (domain, here) => active(domain, here) && Object.keys(here.remoteSites).length > 0,
    make: a => ({
      type: 'migrate-protection-domain',
      ...a.on,
      name: a.name,
      remoteSite: siteName(a),
      ...(a.random.chance(0.5) && { skipMobilityCheck: true })
    })
  },
  'activate-protection-domain': {
    weight: 3,
    fits: domain => !domain.active && domain.snapshots.length > 0,
    make: a => ({
      type: 'activate-protection-domain',
      ...a.on,
      name: a.name,
      snapshotId: a.random.chance(0.7) ? null : snapshotId(a)
    })
  },
  'deactivate-protection-domain': {
    weight: 1,
    fits: active,
    make: a => ({ type: 'deactivate-protection-domain', ...a.on, name: a.name })
  },
  'restore-entities': {
    weight: 5,
    fits: snapped,
    make: a => {
      const held = a.domain?.snapshots.flatMap(snapshot => snapshot.vms) ?? []
      return {
        type: 'restore-entities',
        ...a.on,
        name: a.name,
        snapshotId: snapshotId(a),
        vmNames: a.random.some([...new Set(held.map(vm => vm.name))], 0.3),
        vmUuids: a.random.some([...new Set(held.map(vm => vm.uuid))], 0.3),
        volumeGroupUuids: a.random.some(
          [...new Set(a.domain?.snapshots.flatMap(each => each.volumeGroups.map(({ uuid }) => uuid)))],
          0.3
        ),
        volumeGroupPrefix: a.random.pick(['', 'copy-']),
        replace: a.random.chance(0.5),
        namePrefix: a.random.pick(['', '', 'copy-']),
        pathPrefix: a.random.pick(['', '', '/folder'])
      }
    }
  },
  'roll-back-protection-domain': {
    weight: 2,
    fits: (domain, here) => active(domain, here) && snapped(domain, here),
    make: a => ({ type: 'roll-back-protection-domain', ...a.on, name: a.name, snapshotId: snapshotId(a) })
  }
} satisfies KindsOf

function snapshotIds(a: CommandContext): string[] {
  return a.random.some(a.domain?.snapshots.map(snapshotName) ?? [], 0.3).concat(snapshotId(a))
}

/** One that another cluster holds of the domain, preferably one that this one does not. */
function remoteSnapshot(a: CommandContext): { site: string; snapshotId: string } {
  const site = siteName(a)
  const others = Object.values(a.world.clusters).filter(({ name }) => name !== a.here.name)
  const held = others.flatMap(({ protectionDomains }) => protectionDomains[a.name]?.snapshots ?? [])
  const lost = held.filter(({ id, origin }) => !a.domain?.snapshots.some(own => own.id === id && own.origin === origin))
  const ids = (lost.length > 0 ? lost : held).map(({ id }) => String(id))
  return { site, snapshotId: oneOf(a, ids, '7') }
}
