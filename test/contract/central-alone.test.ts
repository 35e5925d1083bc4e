/** What Prism Central answers where no cluster is named, to every operation of every document. */
import t from 'tap'
import { v1Contract, v2Contract } from '../../server/contracts/contracts.js'
import { isCentralInventory } from '../../server/prism/gateway/central-inventory.js'
import { emulator } from '../support/emulator.js'
import type { Method } from '../support/emulator.js'
import { served } from './operations.js'

t.test(
  'without a cluster, Prism Central answers what is its own and the inventory of all, and 412 to everything else',
  async t => {
    const { ask } = await emulator(t)
    const before = (await ask('france', 'GET', '/emulator/v1/world')).text
    const own = [
      ...['GET /cluster', 'GET /clusters', 'GET /clusters/{id}', 'GET /users/session_info'],
      'GET /multicluster/cluster_external_state'
    ]
    const faults: string[] = []
    let refusals = 0
    for (const { contract, operation } of served) {
      const { method, path } = operation
      if (own.includes(`${method} ${path}`)) continue
      const url = `${contract.bases[0]}${path.replaceAll(/\{\w+\}/g, '1')}`
      const { status, headers } = await ask('central', method as Method, url, method === 'GET' ? undefined : {})
      if ([v2Contract, v1Contract].includes(contract) && isCentralInventory({ method, path })) {
        if (status === 412) faults.push(`${method} ${url}: ${status}`)
        continue
      }
      refusals += 1
      if (status !== 412 || headers['exception'] !== 'PreconditionFailedException')
        faults.push(`${method} ${url}: ${status}`)
    }
    t.same(faults, [])
    t.ok(refusals > 500, `${refusals} were refused`)
    t.equal((await ask('france', 'GET', '/emulator/v1/world')).text, before)
  }
)
