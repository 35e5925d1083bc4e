/**
 * Goal: nothing of what `--anonymize` writes tells whose cluster it was.
 * Method: random worlds after random commands; every name, address, UUID, serial number and description that the world itself holds
 * is looked for in the file. SEED=<n> npx tap test/capture/anonymize.test.ts takes one alone.
 */
import t from 'tap'
import { anonymizeAnswers } from '../../server/capture/anonymize-answers.js'
import { captured } from '../../server/capture/run-capture.js'
import type { View, World } from '../../server/domain/core/world.js'
import type { Fixture } from '../../server/seed/fixture.js'
import { answersOf, captureOf, clustersOf, emulatorOf, estateIn, walkedEmulator } from './estates.js'
import { bothSites, fileIn, fixtureIn, pesim, running } from './running.js'

const SEEDS = 6
const STEPS = 60
const only = process.env['SEED']
const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, seed) => 1000 + seed) : [Number(only)]

/** What says nothing of a site, though the world has it as a name. */
const plain = new Set(['admin', 'br0'])

for (const seed of seeds) {
  t.test(`SEED=${seed}: no original is left, and the estate is as large as it was`, async t => {
    const original = await walkedEmulator(t, seed, STEPS)
    if (clustersOf(original).length === 0) return void t.pass('no cluster has power')
    const answers = await answersOf(original)
    const { now } = original.lab.world
    const shown = captured(answers, now).fixture
    const { fixture } = captured(anonymizeAnswers(answers), now, true)
    t.equal(fixture.captured?.anonymized, true)
    t.same(leftIn(fixture, originalsIn(original.lab.world)), [], `SEED=${seed}`)
    t.same(shapeOf(fixture), shapeOf(shown), 'as many of everything, and as large')
    const copy = await emulatorOf(t, fixture, now)
    t.equal(JSON.stringify(estateIn(await captureOf(copy))), JSON.stringify(estateIn(fixture)), 'captured again')
  })
}

t.test('what is anonymized once more has other names again, and the same ones each time', async t => {
  const original = await walkedEmulator(t, 7, STEPS)
  const answers = anonymizeAnswers(await answersOf(original))
  const twice = anonymizeAnswers(answers)
  t.same(anonymizeAnswers(await answersOf(original)), answers)
  const names = (rows: typeof answers): unknown[] => (rows[0]?.rows.vms ?? []).map(row => row['vmName'])
  t.not(names(twice)[0], names(answers)[0])
})

t.test('by the command: what a refusal says is not shown, nor whose it is', async t => {
  const file = fileIn(t, 'mine.json')
  const emulator = await running(t)
  const { code, out } = await pesim(['capture', ...bothSites(emulator), '--anonymize', '--out', file])
  t.equal(code, 0)
  t.notMatch(JSON.stringify(fixtureIn(file)), /france|canada|gold|web01|192\.168|base/)
  t.notMatch(out, /gold|web01|192\.168/)
  const { clusters } = fixtureIn(file)
  t.match(clusters[0], { name: 'cluster-1', networks: [{ vlanId: 0 }, { vlanId: 50 }], vms: { length: 7 } })
})

function originalsIn({ clusters }: View<World>): Set<string> {
  const found = new Set<string>()
  for (const here of Object.values(clusters)) {
    for (const text of [here.name, here.uuid, here.vip, here.configuration.displayName]) found.add(text ?? '')
    for (const { uuid, name, serial, hypervisorAddress, controllerVmAddress, ipmiAddress } of here.hosts)
      for (const text of [uuid, name, serial, hypervisorAddress, controllerVmAddress, ipmiAddress]) found.add(text)
    for (const { uuid, name } of [...here.containers, ...here.networks]) found.add(uuid).add(name)
    for (const { name, uuid, spec } of Object.values(here.vms)) {
      found
        .add(name)
        .add(uuid)
        .add(spec.description ?? '')
      for (const disk of spec.disks) found.add(disk.uuid)
      for (const { mac, ip } of spec.nics) found.add(mac).add(ip ?? '')
    }
    for (const { name, addresses } of Object.values(here.remoteSites)) {
      found.add(name)
      for (const address of Object.keys(addresses)) found.add(address)
    }
    for (const { name, annotations, members } of Object.values(here.protectionDomains)) {
      found.add(name)
      for (const text of [...annotations, ...members.map(member => member.consistencyGroup)]) found.add(text)
    }
    for (const { username, profile } of Object.values(here.users))
      for (const text of [username, profile.firstName, profile.lastName, profile.emailId]) found.add(text ?? '')
  }
  return new Set([...found].filter(text => text !== '' && !plain.has(text)))
}

/** Originals that a text of the fixture is, or has in it as a word; keys of maps are texts too. */
function leftIn(fixture: Fixture, originals: ReadonlySet<string>): string[] {
  const left: string[] = []
  const visit = (value: unknown, where: string): void => {
    if (typeof value === 'string') {
      const parts = [value, ...value.split(/[\s/,;]+/), ...value.split(/[^A-Za-z0-9_]+/)]
      for (const part of new Set(parts)) if (originals.has(part)) left.push(`${where}: ${part}`)
    } else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (originals.has(key)) left.push(`${where}: key ${key}`)
        visit(inner, `${where}/${key}`)
      }
    }
  }
  // What the emulator refuses it says in words of its own, which may be those that a world has for names.
  const { captured: _captured, ...estate } = fixture
  visit(estate, '')
  return left
}

/** Everything but texts, in any order of VMs and their groups. */
function shapeOf({ clusters, links, steps = [] }: Fixture) {
  return {
    links: links?.map(({ latencyMilliseconds }) => latencyMilliseconds),
    steps: steps.map(step => ('command' in step ? step.command.type : '')),
    clusters: clusters.map(({ hosts, containers, networks, users, vms = [] }) => ({
      hosts: Array.isArray(hosts) ? hosts.map(({ memoryBytes }) => memoryBytes) : hosts,
      containers: containers?.map(({ capacityBytes }) => capacityBytes),
      networks: networks?.map(({ vlanId, ipam }) => [vlanId, ipam?.prefixLength]),
      users: users?.map(({ roles }) => roles),
      vms: vms
        .map(({ vcpus, memoryMb, power, nics, disks, changeBytesPerSecond }) =>
          JSON.stringify([
            [vcpus, memoryMb, power, nics?.length, changeBytesPerSecond],
            disks?.map(({ sizeBytes, usedBytes, index }) => [sizeBytes, usedBytes, index])
          ])
        )
        .sort()
    }))
  }
}
