/** A restore into a folder of its own: VMs keep their names, and the paths of their disks say where they are. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator, V1, V2 } from '../support/emulator.js'

const RESTORE = '/protection_domains/gold/restore_entities'

async function protectedSite(t: Test) {
  const { ask, advance, get } = await emulator(t, { fixture: 'france-canada-protected' })
  const snapshots = (await get(`${V2}/protection_domains/gold/dr_snapshots`)).entities
  const snapshotId = Number(snapshots[0].snapshot_id)
  const named = async (pattern: RegExp) => {
    const { entities } = await get(`${V2}/vms?include_vm_disk_config=true`)
    return (entities as { uuid: string; name: string; vm_disk_info: { disk_address: { ndfs_filepath: string } }[] }[])
      .filter(({ name }) => pattern.test(name))
      .map(({ uuid, name, vm_disk_info: disks }) => ({
        uuid,
        name,
        paths: disks.map(disk => disk.disk_address.ndfs_filepath)
      }))
  }
  const restore = async (path: string, body: object) => {
    const { status, text } = await ask('france', 'POST', path, body)
    t.ok(status < 300, `POST ${path}: ${text}`)
    await advance(10)
  }
  return { ask, get, snapshotId, named, restore }
}

t.test('with a path prefix alone VMs keep their names, and their disks lie under it, in every version', async t => {
  const requests: [string, (snapshotId: number) => object][] = [
    [`${V1}${RESTORE}`, snapshotId => ({ pathPrefix: '/mypath', replace: false, snapshotId })],
    [`${V2}${RESTORE}`, snapshotId => ({ path_prefix: 'mypath/', snapshot_id: String(snapshotId) })],
    [`${V2}${RESTORE}`, snapshotId => ({ pathPrefix: '/mypath', snapshotId: String(snapshotId) })]
  ]
  for (const [path, body] of requests) {
    const { get, snapshotId, named, restore } = await protectedSite(t)
    const [original] = await named(/^web01$/)
    await restore(path, body(snapshotId))
    const copy = (await named(/^web01$/)).find(({ uuid }) => uuid !== original?.uuid)
    // Evidence B [C: clients]: a script looks for the VMs by their names, and for the prefix in the paths of their disks
    t.match(copy?.paths, [/^\/[^/]+\/mypath\/.+/], path)
    t.notMatch(original?.paths, [/mypath/], 'the VM that was there stays where it was')
    t.same(await named(/Nutanix-Clone-/), [])
    const rows = (await get(`${V1}/vms`)).entities as { uuid: string; vdiskFilePaths: string[] }[]
    t.same(rows.find(({ uuid }) => uuid === copy?.uuid)?.vdiskFilePaths, copy?.paths)
  }
})

t.test('a prefix to the names acts beside it, and without either copies have the usual one', async t => {
  const { snapshotId, named, restore } = await protectedSite(t)
  const snapshot_id = String(snapshotId)
  await restore(`${V2}${RESTORE}`, { snapshot_id, path_prefix: '/mypath', vm_name_prefix: 'old-', vm_names: ['web01'] })
  t.match(await named(/^old-web01$/), [{ paths: [/\/mypath\//] }])
  await restore(`${V2}${RESTORE}`, { snapshot_id, vm_names: ['web01'] })
  const [usual] = await named(/^Nutanix-Clone-web01$/)
  t.notMatch(usual?.paths, [/mypath/])
})

t.test('a restore in place leaves the disks where they are', async t => {
  const { snapshotId, named, restore } = await protectedSite(t)
  const before = await named(/^web01$/)
  await restore(`${V1}${RESTORE}`, { snapshotId, pathPrefix: '/mypath', replace: true, vmNames: ['web01'] })
  t.same(await named(/^web01$/), before)
})

t.test('a pending restore says where it goes, and a prefix without end is refused', async t => {
  const { ask, snapshotId } = await protectedSite(t)
  const snapshot_id = String(snapshotId)
  const long = await ask('france', 'POST', `${V2}${RESTORE}`, { snapshot_id, path_prefix: 'x'.repeat(256) })
  t.match({ status: long.status, message: long.body.message as string }, { status: 500, message: /255 characters/ })
  await ask('france', 'POST', `${V2}${RESTORE}`, { snapshot_id, path_prefix: '/mypath' })
  const { body } = await ask('france', 'GET', `${V2}/protection_domains/gold/pending_actions`)
  t.match(JSON.stringify(body), /"path_prefix":"mypath"/)
})
