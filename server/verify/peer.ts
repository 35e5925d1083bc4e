/** Read-only tier for two clusters: what each reports of the other has to agree. */
import type { HttpClient } from '../cli/core/index.js'
import type { Report } from './result.js'
import { rowsIn } from '../reading/index.js'
import type { Row } from '../reading/index.js'

const BASE = '/PrismGateway/services/rest/v2.0'

export async function verifyPeer(here: HttpClient, there: HttpClient, report: Report): Promise<void> {
  const rows = async (client: HttpClient, path: string): Promise<readonly Row[]> =>
    rowsIn((await client.request('GET', BASE + path)).body) ?? []
  const [sitesHere, sitesThere] = [await rows(here, '/remote_sites'), await rows(there, '/remote_sites')]
  const hasClusters = (sites: readonly Row[]): boolean =>
    sites.some(({ status }) => status === 'RELATIONSHIP_ESTABLISHED' || status === 'kEstablished')
  if (sitesHere.length === 0 || sitesThere.length === 0) {
    report({ operation: 'two clusters: remote sites', outcome: 'skipped', notes: ['one of them has no remote site'] })
    return
  }
  const agree = hasClusters(sitesHere) === hasClusters(sitesThere)
  report({
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
  report({
    operation: 'two clusters: protection domains',
    outcome: twice.length === 0 ? 'same' : 'differs',
    notes: twice.map(({ name }) => `${String(name)} is active on both`)
  })
}
