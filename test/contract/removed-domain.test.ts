/** What `include_deleted` shows of a protection domain from its removal on. */
import t from 'tap'
import { emulator, V1, V2 } from '../support/emulator.js'

const DOMAINS = `${V2}/protection_domains`

t.test('a domain that is being removed is listed with include_deleted alone, and then no more', async t => {
  const { ask, get, advance, lab } = await emulator(t, { fixture: 'france-canada-protected' })
  const domains = async (query = '') => (await get(`${DOMAINS}${query}`)).entities
  const groups = async (query = '') => (await get(`${DOMAINS}/consistency_groups${query}`)).entities
  const before = await domains()
  t.ok(before.length > 0)
  t.same(await domains('?include_deleted=true'), before, 'nothing is being removed: the list is the same')
  const [{ name }] = before
  const ofDomain = async (query: string) =>
    (await groups(query)).filter((group: Row) => group.protection_domain_name === name)
  t.ok((await ofDomain('')).length > 0)

  t.equal((await ask('france', 'DELETE', `${DOMAINS}/${name}?skip_remote_check=true`)).status, 200)
  t.match((await domains('?include_deleted=true')).find(isNamed), { marked_for_removal: true })
  t.equal((await domains()).find(isNamed), undefined)
  t.equal((await domains('?include_deleted=false')).find(isNamed), undefined)
  t.match((await get(`${V1}/protection_domains?includeDeleted=true`)).find(isNamed), { markedForRemoval: true })
  for (const query of ['', '?include_deleted=true'])
    t.same(await ofDomain(query), [], 'its members are free at once, and its groups are gone with them')

  await advance(lab.world.settings.removalSeconds)
  t.equal((await domains('?include_deleted=true')).find(isNamed), undefined, 'it is gone')

  function isNamed(row: Row): boolean {
    return row.name === name
  }
})

interface Row {
  readonly name?: string
  readonly protection_domain_name?: string
}
