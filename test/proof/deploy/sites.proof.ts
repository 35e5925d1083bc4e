/**
 * Two sites with addresses of their own, 192.168.0.50 and 192.168.10.50, a client in each, and a router between: name spaces
 * of this test's own. What is really routed and what the emulated link carries are two things. Needs root.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { ask, cable, host, on, setAddress } from './network.js'
import type { Host } from './network.js'
import { skipWithout } from './tools.js'

const root = join(import.meta.dirname, '../../..')
const V2 = '/api/nutanix/v2.0'
const LOGIN = 'admin:nutanix/4u'
const TOKEN = 'routed'
const SITES = { france: '192.168.0', canada: '192.168.10' } as const
type Site = keyof typeof SITES
const sites = Object.keys(SITES) as Site[]
const addressOf = (site: Site): string => `${SITES[site]}.50`

const skip = skipWithout('root', 'ip', 'curl')

t.test('two sites with a router between', { skip }, async t => {
  const { clusters, router, clients } = network(t)
  const data = await startEmulator(t, clusters)
  const ca = join(data, 'certificate.pem')
  const prism = (from: Site, of: Site, path: string, post?: unknown): unknown =>
    ask(clients[from], ca, { url: `https://${addressOf(of)}:9440${V2}/${path}`, login: LOGIN, post }).body
  const control = (path: string, post: unknown): unknown =>
    ask(clients.france, ca, { url: `https://${addressOf('france')}:9440/emulator/v1/${path}`, token: TOKEN, post }).body
  const snapshotsAt = (site: Site): number =>
    (prism(site, site, 'protection_domains/gold/dr_snapshots') as { entities: unknown[] }).entities.length
  const replicate = (t: Test): void => {
    const snapshots = snapshotsAt('canada')
    prism('canada', 'canada', 'protection_domains/gold/oob_schedules', { remote_site_names: ['france'] })
    t.match(control('clock/advance', { seconds: 600 }), { now: String })
    t.equal(snapshotsAt('canada'), snapshots + 1, 'Canada has taken a snapshot')
  }

  t.test('the guide is played from France, and what it moves is seen in Canada', async t => {
    const before = forwarded(router)
    const env = {
      ...{ FRANCE_URL: 'https://192.168.0.50:9440', CANADA_URL: 'https://192.168.10.50:9440' },
      ...{ FRANCE_ADDRESS: '192.168.0.50', CANADA_ADDRESS: '192.168.10.50' },
      ...{ PESIM_CONTROL_TOKEN: TOKEN, NODE_EXTRA_CA_CERTS: ca }
    }
    const guide = join(root, 'examples/compose/guide.mjs')
    const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    t.equal(on(clients.france, 'env', ...settings, process.execPath, guide), 'In Canada: app01, db01, web01')
    t.ok(forwarded(router) > before, 'over the router')
    for (const of of sites) t.match(prism('canada', of, 'cluster'), { name: of }, `Canada reaches ${of}`)
    t.ok(snapshotsAt('canada') > 0)
  })

  t.test('a router that lets nothing through is nothing to the emulated link', async t => {
    for (const site of sites) on(router, 'ip', 'rule', 'add', 'iif', site, 'type', 'unreachable', 'priority', '10')
    for (const [from, of] of [sites, [...sites].reverse()] as [Site, Site][])
      t.throws(() => prism(from, of, 'cluster'), { message: /ends with 7/ }, `${from} does not reach ${of}`)
    const received = snapshotsAt('france')
    replicate(t)
    t.equal(snapshotsAt('france'), received + 1, 'and it has come to France')
    for (const site of sites) on(router, 'ip', 'rule', 'delete', 'iif', site, 'type', 'unreachable', 'priority', '10')
  })

  t.test('an emulated link that is cut is nothing to the router', async t => {
    control('links/france/canada/cut', {})
    const received = snapshotsAt('france')
    replicate(t)
    t.equal(snapshotsAt('france'), received, 'it does not come to France')
    t.match(prism('france', 'canada', 'cluster'), { name: 'canada' }, 'whose client reaches Canada as before')
    control('links/france/canada/heal', {})
    replicate(t)
    t.equal(snapshotsAt('france'), received + 1, 'until the link is healed')
  })
})

interface Network {
  /** Where the emulator runs: a foot in each site. */
  readonly clusters: Host
  readonly router: Host
  readonly clients: Readonly<Record<Site, Host>>
}

function network(t: Test): Network {
  const [clusters, router] = [host(t, 'clusters'), host(t, 'router')]
  const clients = { france: host(t, 'france'), canada: host(t, 'canada') }
  on(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1')
  on(clusters, 'sysctl', '-qw', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.default.rp_filter=0')
  for (const [index, site] of sites.entries()) {
    const gateway = `${SITES[site]}.1`
    on(router, 'ip', 'link', 'add', site, 'type', 'bridge')
    for (const [end, plug] of [
      [clusters, `${site}-pe`],
      [clients[site], `${site}-client`]
    ] as const) {
      cable([end, site], [router, plug])
      on(router, 'ip', 'link', 'set', plug, 'master', site)
    }
    on(router, 'ip', 'link', 'set', site, 'up')
    setAddress(router, site, `${gateway}/24`)
    setAddress(clients[site], site, `${SITES[site]}.20/24`)
    on(clients[site], 'ip', 'route', 'add', 'default', 'via', gateway)
    // What a cluster answers leaves by its own site, though the other is next door.
    setAddress(clusters, site, `${addressOf(site)}/24`)
    const table = String(100 + index)
    on(clusters, 'ip', 'route', 'add', `${SITES[site]}.0/24`, 'dev', site, 'table', table)
    on(clusters, 'ip', 'route', 'add', 'default', 'via', gateway, 'table', table)
    on(clusters, 'ip', 'rule', 'add', 'from', addressOf(site), 'lookup', table)
  }
  return { clusters, router, clients }
}

/** Resolves with its data directory once it serves. */
async function startEmulator(t: Test, where: Host): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'pesim-sites-'))
  const listen = sites.flatMap(site => ['--listen', `${site}=${addressOf(site)}:9440`])
  const settings = ['--control-token', TOKEN, '--clock', 'frozen', '--data', data]
  const program = [process.execPath, join(root, 'bin/pesim.cjs'), 'start', ...listen, ...settings]
  const child = spawn('ip', ['netns', 'exec', where, ...program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(data, { recursive: true, force: true })
  })
  await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error('pesim does not start')))])
  child.stdout.resume()
  return data
}

/** Packets that a router has passed on. */
function forwarded(router: Host): number {
  const [names = '', values = ''] = on(router, 'grep', '^Ip:', '/proc/net/snmp').split('\n')
  return Number(values.split(' ')[names.split(' ').indexOf('ForwDatagrams')])
}
