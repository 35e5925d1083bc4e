/** Requests made to be slow: each held the event loop for seconds once. */
import type { Question } from './http-client.js'
import { domainNames, vmNames } from './large-world.js'

const V2 = '/api/nutanix/v2.0'
const V1 = '/PrismGateway/services/rest/v1'
const CONTROL = '/emulator/v1'
/** Just under the limit of a body. */
const LONG = 'a'.repeat(900_000)

export interface Attack {
  readonly name: string
  readonly questions: readonly Question[]
}

const attack = (name: string, ...questions: Question[]): Attack => ({ name, questions })
const get = (url: string, rest: Partial<Question> = {}): Question => ({ method: 'GET', url, ...rest })
const post = (url: string, body: unknown, rest: Partial<Question> = {}): Question => ({
  method: 'POST',
  url,
  body,
  ...rest
})
/** As much as a URL of 16 KiB holds. */
const conditions = Array.from({ length: 2_500 }, () => 'a==1').join(',')

export const attacks: readonly Attack[] = [
  attack(
    'protect_vms, 10 000 names',
    post(`${V2}/protection_domains/${domainNames[0]}/protect_vms`, {
      names: vmNames,
      ignore_dup_or_missing_vms: true,
      app_consistent_snapshots: true
    })
  ),
  attack(
    'protect_vms, 10 000 names that are not there',
    post(`${V2}/protection_domains/${domainNames[1]}/protect_vms`, {
      names: vmNames.map(name => `no-${name}`),
      ignore_dup_or_missing_vms: true
    })
  ),
  attack('unprotect_vms, 10 000 names', post(`${V2}/protection_domains/${domainNames[0]}/unprotect_vms`, vmNames)),
  attack('filter, a name of 12 KB', get(`${V1}/vms?filterCriteria=${'A'.repeat(12_000)}==1`)),
  attack('filter, 2 500 conditions', get(`${V1}/vms?filterCriteria=${conditions}`)),
  attack('v2.0 filter, 2 500 conditions', get(`${V2}/vms?filter=${conditions}`)),
  attack('sort, 3 000 keys', get(`${V1}/vms?sortCriteria=${Array.from({ length: 3_000 }, () => 'a').join(',')}`)),
  attack('search, every row', get(`${V1}/vms?searchString=nothing`)),
  attack(
    'search, 1 000 attributes',
    get(`${V1}/vms?searchString=nothing&${Array.from({ length: 1_000 }, () => 'searchAttributeList=a').join('&')}`)
  ),
  attack(
    'unprotected_vms, 1 000 names',
    get(`${V2}/protection_domains/unprotected_vms?vm_names=${vmNames.slice(0, 1_000).join(',')}`)
  ),
  attack('mishap, an operation of 900 KB', post(`${CONTROL}/mishaps`, { operation: LONG, status: 500 })),
  attack('mishap, a path of 900 KB', post(`${CONTROL}/mishaps`, { path: `/${LONG}`, status: 500 })),
  attack('mishap, a path of 450 000 steps', post(`${CONTROL}/mishaps`, { path: '/a'.repeat(450_000), status: 500 })),
  attack(
    'incident, an event of 900 KB',
    post(`${CONTROL}/incidents`, { what: 'link-cut', between: ['france', 'canada'], begins: { event: { type: LONG } } })
  ),
  attack('advance, an event of 900 KB', post(`${CONTROL}/clock/advance`, { until_event: { type: LONG } })),
  attack('events, a kind of 12 KB', get(`${CONTROL}/events?type=${'a'.repeat(12_000)}`)),
  attack(
    'mishap, a path that backtracks',
    post(`${CONTROL}/mishaps`, { path: `/vms/${'*a'.repeat(30)}*b`, status: 503, count: 1 }),
    get(`${V2}/vms/${'a'.repeat(4_000)}`, { authorized: false }),
    { method: 'DELETE', url: `${CONTROL}/mishaps` }
  ),
  attack('VMs, 10 000 in one request', post(`${CONTROL}/clusters/canada/vms`, { count: 10_000, name_prefix: 'more-' })),
  attack('domain, a name of 900 KB', post(`${V2}/protection_domains`, { value: LONG })),
  attack('body, 900 KB that are not JSON', post(`${V2}/protection_domains`, [LONG])),
  attack('body, 400 000 brackets', {
    method: 'POST',
    url: `${V2}/protection_domains`,
    text: '['.repeat(200_000) + ']'.repeat(200_000)
  })
]
