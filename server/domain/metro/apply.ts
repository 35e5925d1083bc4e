/** What events do to metro relations and vStores. */
import { domain } from '../core/index.js'
import type { Appliers } from '../core/index.js'
import type { MetroEvent } from './vocabulary.js'

export const metroAppliers: Appliers<MetroEvent['type']> = {
  'metro-changed': (draft, event) => {
    domain(draft, event).metro = event.metro
  },
  'vstore-covered': (draft, event) => {
    domain(draft, event).vstore = event.container
  }
}
