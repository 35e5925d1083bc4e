/**
 * Goal: whether a parameter is told as unread does not depend on how many rows a list has: a handler that looks at a filter only inside
 * its loop would have it told as sent for nothing wherever the list is empty.
 * Method: each list of each version, and of Prism Central, is asked with each of its parameters where there are rows and where there
 * are none. What was read of the former is read of the latter.
 */
import t from 'tap'
import type { Test } from 'tap'
import { emulator } from '../../support/emulator.js'
import type { Emulator } from '../../support/emulator.js'
import { served } from '../operations.js'

/** Those that choose among rows or say which part of them is told, with a value that the furnished world has rows for. */
const VALUES: Readonly<Record<string, string>> = {
  filtercriteria: 'name==gold',
  filter: 'vm_name==web01',
  sortcriteria: 'name',
  names: 'gold',
  vmnames: 'web01',
  projection: 'ALL'
}

const lists = served.filter(
  ({ emulated, operation: { method, path, parameters } }) =>
    emulated && method === 'GET' && !path.includes('{') && parameters.some(({ in: where }) => where === 'query')
)

t.test('a parameter that is read where a list has rows is read where it has none', { timeout: 0 }, async t => {
  const [full, empty] = [await unreadOf(t, false), await unreadOf(t, true)]
  t.comment(`${full.size} parameters of ${lists.length} lists are told as unread`)
  t.ok(full.has('france v2.0 getAlerts detailed_info'), 'it is told')
  t.same(
    [...empty].filter(label => !full.has(label)),
    [],
    'unread on empty lists alone: read it before the loop'
  )
})

/** Labels of parameters that nothing read. */
async function unreadOf(t: Test, withoutRows: boolean): Promise<Set<string>> {
  const instance = await emulator(t, {
    fixture: 'france-canada-protected',
    unreadFields: true,
    validateResponses: false
  })
  if (withoutRows) clear(instance)
  for (const call of lists)
    for (const { name, in: where, schema } of call.operation.parameters) {
      if (where !== 'query') continue
      const url = `${call.contract.bases[0]}${call.operation.path}?${name}=${encodeURIComponent(valueOf(name, schema))}`
      for (const site of ['france', 'central']) await instance.ask(site, 'GET', url)
    }
  const { operations } = (await instance.ask('france', 'GET', '/emulator/v1/journal/unread')).body as {
    operations: { site: string; api: string; operation: string; fields: { name: string }[] }[]
  }
  return new Set(
    operations.flatMap(({ site, api, operation, fields }) =>
      fields.map(({ name }) => `${site} ${api} ${operation} ${name}`)
    )
  )
}

function valueOf(name: string, schema: Readonly<Record<string, unknown>>): string {
  const known = VALUES[name.replaceAll('_', '').toLowerCase()]
  if (known !== undefined) return known
  return schema['type'] === 'boolean' ? 'true' : schema['type'] === 'integer' ? '1' : 'x'
}

/** Takes away what a cluster can be without. */
function clear({ lab }: Emulator): void {
  const world = structuredClone(lab.world) as unknown as { clusters: Record<string, Record<string, unknown>> }
  for (const cluster of Object.values(world.clusters)) {
    for (const key of ['vms', 'protectionDomains', 'remoteSites', 'images', 'volumeGroups', 'tasks', 'vmSnapshots'])
      cluster[key] = {}
    for (const key of ['alerts', 'audits', 'networks']) cluster[key] = []
  }
  lab.engine.replace(world as never)
}
