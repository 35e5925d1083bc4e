/** The tier of two clusters, which only reads: what each tells of the other has to agree. */
import type { HttpClient } from '../cli/core/index.js'
import type { Tell } from './result.js'
import { rowsIn } from './rows.js'
import type { Row } from './rows.js'

const BASE = '/PrismGateway/services/rest/v2.0'

export async function verifyPeer(here: HttpClient, there: HttpClient, tell: Tell): Promise<void> {
  const rows = async (client: HttpClient, path: string): Promise<readonly Row[]> =>
    rowsIn((await client.request('GET', BASE + path)).body) ?? []
  const [sitesHere, sitesThere] = [await rows(here, '/remote_sites'), await rows(there, '/remote_sites')]
  const established = (sites: readonly Row[]): boolean =>
    sites.some(({ status }) => status === 'RELATIONSHIP_ESTABLISHED' || status === 'kEstablished')
  if (sitesHere.length === 0 || sitesThere.length === 0) {
    tell({ operation: 'two clusters: remote sites', outcome: 'skipped', notes: ['one of them has no remote site'] })
    return
  }
  const agree = established(sitesHere) === established(sitesThere)
  tell({
    operation: 'two clusters: remote sites',
    outcome: agree ? 'same' : 'differs',
    notes: agree ? [] : ['one of them has an established remote site, the other has none']
  })

  const [domainsHere, domainsThere] = [
    await rows(here, '/protection_domains'),
    await rows(there, '/protection_domains')
  ]
  const twice = domainsHere.filter(
    ({ name, active }) =>
      active === true && domainsThere.some(other => other['name'] === name && other['active'] === true)
  )
  tell({
    operation: 'two clusters: protection domains',
    outcome: twice.length === 0 ? 'same' : 'differs',
    notes: twice.map(({ name }) => `${String(name)} is active on both`)
  })
}
