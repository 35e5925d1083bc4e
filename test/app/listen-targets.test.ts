/** Where clusters listen and what is told of it: no URL leads to another cluster than the one it stands beside. */
import { isIP } from 'node:net'
import t from 'tap'
import { certifiedHosts, siteAddress, targetsOf, urlOf, withOwnListeners } from '../../server/app/listen-targets.js'
import { readConfig } from '../../server/config/config.js'
import type { Flags } from '../../server/config/config.js'

const SITES = ['france', 'canada', 'central']

const shown = (flags: Flags): string[] =>
  targetsOf(readConfig(flags, {}), SITES, 9440).map(({ name, address, port }) => `${name}=${address}:${port}`)

t.test('a port is for each loopback address, and counts upwards at one address', async t => {
  t.same(shown({}), ['france=127.0.0.1:9440', 'canada=127.0.0.2:9440', 'central=127.0.0.3:9440'])
  t.same(shown({ port: '9500' }), ['france=127.0.0.1:9500', 'canada=127.0.0.2:9500', 'central=127.0.0.3:9500'])
  t.same(shown({ bind: '0.0.0.0' }), ['france=0.0.0.0:9440', 'canada=0.0.0.0:9441', 'central=0.0.0.0:9442'])
  t.same(shown({ bind: '::', port: '80' }), ['france=:::80', 'canada=:::81', 'central=:::82'])
  t.same(shown({ bind: '10.0.0.1', port: '0' }), ['france=10.0.0.1:0', 'canada=10.0.0.1:0', 'central=10.0.0.1:0'])
  t.throws(() => shown({ bind: '0.0.0.0', port: '65534' }), { name: 'ConfigError', message: /65534 leaves no ports/ })
  t.throws(() => shown({ listen: ['brazil=127.0.0.1:1'] }), {
    message: '--listen names brazil, but there are france, canada, central'
  })
})

const listener = (name: string, address: string, port: number) => ({
  ...{ name, address, port },
  url: `https://${address.includes(':') ? `[${address}]` : address}:${port}`
})

t.test('a site without a listener of its own has a Host name and no URL', async t => {
  const open = [listener('france', '127.0.0.1', 9441), listener('canada', '127.0.0.1', 9441)]
  t.same(siteAddress('france', open, undefined), { url: 'https://127.0.0.1:9441', host: 'france' })
  t.same(siteAddress('canada', open, undefined), { url: undefined, host: 'canada' }, 'France owns what both were given')
  t.same(siteAddress('central', open, undefined), { url: undefined, host: 'prism-central' })
})

t.test('a listener for other machines is told by a name or an address that they can use', async t => {
  const all = listener('france', '0.0.0.0', 9440)
  t.equal(urlOf(all, 'pesim.corp.example'), 'https://pesim.corp.example:9440')
  t.equal(urlOf(all, 'fd00::1'), 'https://[fd00::1]:9440')
  t.notMatch(urlOf(all, undefined), /0\.0\.0\.0/)
  t.equal(urlOf(listener('france', '10.0.0.1', 9440), 'pesim'), 'https://pesim:9440')
  t.equal(urlOf(listener('france', '10.0.0.1', 9440), undefined), 'https://10.0.0.1:9440')
  t.equal(
    urlOf(listener('canada', '127.0.0.2', 9440), 'pesim'),
    'https://127.0.0.2:9440',
    'which a name cannot stand for'
  )
})

t.test('the certificate has every name that is told', async t => {
  const config = readConfig(
    { bind: '0.0.0.0', advertise: 'ci', 'allow-host': ['pesim.corp.example', '*.lab.example'] },
    {}
  )
  const hosts = certifiedHosts(config, SITES, targetsOf(config, SITES, 9440))
  for (const name of ['localhost', 'france', 'prism-canada', 'prism-central', 'ci', 'pesim.corp.example'])
    t.ok(hosts.includes(name), name)
  t.notOk(hosts.find(host => host.includes('*') || host === '0.0.0.0'))
})

t.test('addresses that change from start to start are in no certificate that names a Host', async t => {
  const addresses = (advertise?: string): string[] => {
    const config = readConfig({ bind: '0.0.0.0', advertise }, {})
    return certifiedHosts(config, SITES, targetsOf(config, SITES, 9440)).filter(host => isIP(host) !== 0)
  }
  t.same(addresses('pesim-0.pesim.lab.svc'), ['127.0.0.1'])
  t.ok(addresses().length >= 1, 'and in the others as far as there are any')
})

t.test('inside a test process every site gets a listener of its own', async t => {
  const targets = [
    { name: 'france', address: '127.0.0.1', port: 9441 },
    { name: 'central', address: '127.0.0.1', port: 9441 }
  ]
  t.same(withOwnListeners(targets, SITES), [
    targets[0],
    { name: 'canada', address: '127.0.0.2', port: 0 },
    { name: 'central', address: '127.0.0.3', port: 0 }
  ])
})
