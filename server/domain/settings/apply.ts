/** Appliers of the settings of a cluster and of its users. */
import type { Appliers, Touched, Touches } from '../core/index.js'
import { cluster } from '../core/index.js'
import { allLanes, changeLanes, lanesOf } from '../links/rules.js'
import type { SettingsEvent } from './vocabulary.js'

export const settingsAppliers: Appliers<SettingsEvent['type']> = {
  'pack-changed': (draft, event) => {
    cluster(draft, event).pack = event.pack
  },
  'vip-changed': (draft, event) => {
    changeLanes(draft, allLanes(draft), () => {
      cluster(draft, event).vip = event.vip
    })
  },
  'timezone-changed': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      cluster(draft, event).timezone = event.timezone
    })
  },
  'configuration-changed': (draft, event) => {
    Object.assign(draft.row(cluster(draft, event), 'configuration'), event.change)
  },
  'user-added': (draft, event) => {
    draft.table(cluster(draft, event), 'users')[event.account.username] = { ...event.account }
  },
  'user-changed': (draft, event) => {
    draft.table(cluster(draft, event), 'users')[event.account.username] = { ...event.account }
  },
  'user-removed': (draft, event) => {
    delete draft.table(cluster(draft, event), 'users')[event.username]
  }
}

const lanes = (): Touched => ({ what: 'lanes' })

export const settingsTouches: Touches<SettingsEvent['type']> = { 'vip-changed': lanes, 'timezone-changed': lanes }
