/** What events of metro relations, vStores and witnesses tell. */
import type { FactsOf } from '../core/index.js'
import type { MetroEvent } from './vocabulary.js'

export const metroFacts: FactsOf<MetroEvent['type']> = {
  'metro-changed': ({ domain, metro }) => ({
    name: domain,
    site: metro.site,
    role: metro.role,
    status: metro.status,
    failure_handling: metro.failureHandling
  }),
  'metro-promoted': ({ domain, metro, copy, user }) => ({
    name: domain,
    site: metro.site,
    mirrored_until_usecs: copy.until,
    user
  }),
  'vstore-covered': ({ domain, container }) => ({ name: domain, container }),
  'metro-witness-added': ({ witness: { uuid, addresses } }) => ({ uuid, addresses }),
  'metro-witness-removed': ({ uuid }) => ({ uuid })
}
