/** Lists of Prism Central, each that is inventory: their paging and their refusals beside those of a cluster. */
import t from 'tap'
import { v1Contract, v2Contract } from '../../server/contracts/contracts.js'
import { isCentralInventory } from '../../server/prism/gateway/central-inventory.js'
import { served } from '../contract/operations.js'
import { emulator } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'

/** Of what Prism Central answers from its clusters: all but what is below one thing. */
const inventory = served.flatMap(({ contract, operation }) =>
  [v1Contract, v2Contract].includes(contract) && isCentralInventory(operation) && !operation.path.includes('{')
    ? [{ ...operation, url: `${contract.bases[0]}${operation.path}` }]
    : []
)

t.test('of one cluster that answers, Prism Central lists what that lists, and refuses what it refuses', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  await ask('france', 'PUT', '/emulator/v1/clusters/canada', { power: 'lost' })
  const queries = [
    ...['', 'count=1', 'count=1&page=2', 'count=1000', 'count=1001', 'count=0', 'count=-1', 'page=2', 'count=x'],
    ...['offset=1', 'length=1', 'offset=1&length=1', 'offset=-1', 'length=-1']
  ]
  t.ok(inventory.length > 40, `${inventory.length} operations`)
  for (const { url } of inventory)
    for (const query of queries) {
      const request = `${url}?${query}`
      const [cluster, central] = [await ask('france', 'GET', request), await ask('central', 'GET', request)]
      t.same([central.status, central.body], [cluster.status, cluster.body], request)
    }
})

t.test('of several clusters, a list is refused by its own rules and has the metadata of its kind', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const list of [`${V2}/alerts`, `${V2}/events`, `${V1}/alerts/storage`])
    for (const count of [1001, 0, -1]) {
      const { status, body } = await ask('central', 'GET', `${list}?count=${count}`)
      t.match([status, body.message], [500, /^Number of alerts\/events to retrieve cannot be/], `${list} ${count}`)
      t.equal((body.error_code ?? body.errorCode).code, 1202)
    }
  t.match((await ask('central', 'GET', `${V1}/alerts/storage`)).body.metadata, { count: 1000 })
  t.match((await ask('central', 'GET', `${V2}/events?count=3&page=2`)).body, {
    metadata: { count: 3, page: 2, start_index: 4, end_index: 6 },
    entities: { length: 3 }
  })
  const monitors = (await ask('central', 'GET', `${V1}/progress_monitors`)).body
  t.notOk('count' in monitors.metadata)
  const one = (await ask('central', 'GET', `${V1}/progress_monitors?count=1`)).body
  t.equal(one.metadata.count, one.entities.length)
})
