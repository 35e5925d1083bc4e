/** What events do to metro relations, vStores and witnesses. */
import { cluster, domain } from '../core/index.js'
import type { Appliers } from '../core/index.js'
import type { MetroEvent } from './vocabulary.js'

export const metroAppliers: Appliers<MetroEvent['type']> = {
  'metro-changed': (draft, event) => {
    domain(draft, event).metro = event.metro
  },
  'metro-promoted': (draft, event) => {
    domain(draft, event).metro = event.metro
  },
  'vstore-covered': (draft, event) => {
    domain(draft, event).vstore = event.container
  },
  'metro-witness-added': (draft, event) => {
    draft.row(cluster(draft, event), 'configuration').witness = event.witness
  },
  'metro-witness-removed': (draft, event) => {
    delete draft.row(cluster(draft, event), 'configuration').witness
  }
}
