/** What is suggested in the place of a path that leads to nothing. */
import t from 'tap'
import { contracts, stubContracts } from '../../../server/contracts/contracts.js'
import { nearestPathsHint } from '../../../server/http/contract/nearest-paths.js'

const [control, v1, v2] = ['/emulator/v1', '/PrismGateway/services/rest/v1', '/PrismGateway/services/rest/v2.0']
const hint = (path: string): string => nearestPathsHint(path, [...contracts, ...stubContracts])

t.test('a misspelled step is put right, and names stay as they were written', t => {
  const suggestions: readonly (readonly [string, string])[] = [
    [`${control}/clcok`, `${control}/clock`],
    [`${control}/clocks`, `${control}/clock`],
    [`${control}/clock/advnace`, `${control}/clock/advance`],
    [`${control}/link/france/canada/cut`, `${control}/links/france/canada/cut`],
    [`${v2}/protection_domian`, `${v2}/protection_domains`],
    [`${v2}/protection_domain/gold/migrate`, `${v2}/protection_domains/gold/migrate`],
    [`${v1}/vm`, `${v1}/vms`],
    ['/api/nutanix/v3/cluster/list', '/api/nutanix/v3/clusters/list']
  ]
  for (const [path, suggestion] of suggestions) t.equal(hint(path), ` Did you mean ${suggestion}?`, path)
  t.end()
})

t.test('a step too many or too few is found, and so is a base that was left out or misspelled', t => {
  t.match(hint(`${control}/clusters/france/power`), new RegExp(` ${control}/clusters/france( or|\\?)`))
  t.match(hint(`${v2}/gold/migrate`), `${v2}/protection_domains/gold/migrate`)
  t.equal(hint('/metrics'), ` Did you mean ${control}/metrics?`)
  t.equal(hint('/emulator/clock'), ` Did you mean ${control}/clock?`)
  t.match(hint('/api/nutanix/vms'), `${v2}/vms`)
  t.match(hint('/PrismGateway/services/rest/v9/vms'), `${v1}/vms`)
  t.end()
})

t.test('nothing is suggested where nothing comes near, and paths without measure are not compared', t => {
  for (const path of [`${control}/xyz`, '/', '/nosuch', '/favicon.ico', `${v2}/${'vms/'.repeat(20)}`, '/api/nutanix'])
    t.equal(hint(path), '', path)
  t.equal(hint(`${v2}/${'m'.repeat(101)}/vms`), '')
  t.end()
})
