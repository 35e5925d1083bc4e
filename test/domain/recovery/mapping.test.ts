/** Networks and containers: where the adapters and the disks of a VM find themselves on the other side. */
import t from 'tap'
import { migrate, protectedGold, webAndApp } from '../../support/failover-worlds.js'
import { TwoSites } from '../../support/two-sites.js'
import type { Options } from '../../support/two-sites.js'

const networks: {
  title: string
  canada: NonNullable<Options['canada']>
  /** Rows of Canada's entry for France: local network, remote network. */
  rows?: [string, string][]
  /** Rows of France's entry for Canada. */
  sourceRows?: [string, string][]
  expected: string[]
}[] = [
  {
    title: "the target's own mapping for the source decides, read backwards; the source's does not",
    canada: {
      networks: [
        { name: 'lan', vlanId: 7 },
        { name: 'dmz', vlanId: 8 },
        { name: 'base', vlanId: 0 }
      ]
    },
    rows: [['lan', 'base']],
    sourceRows: [['base', 'dmz']],
    expected: ['lan']
  },
  {
    title: 'without a row for its network an adapter finds the network of the same name',
    canada: {
      networks: [
        { name: 'lan', vlanId: 7 },
        { name: 'base', vlanId: 0 }
      ]
    },
    rows: [['lan', 'other']],
    expected: ['base']
  },
  {
    title: 'without a row and without a network of the same name the adapter is lost',
    canada: { networks: [{ name: 'lan', vlanId: 7 }] },
    sourceRows: [['base', 'lan']],
    expected: []
  },
  {
    title: 'an adapter that is mapped to a network that is not there is lost, whatever else is called like it',
    canada: { networks: [{ name: 'base', vlanId: 0 }] },
    rows: [['gone', 'base']],
    expected: []
  }
]

for (const { title, canada: there, rows = [], sourceRows = [], expected } of networks) {
  t.test(title, async t => {
    const lab = protectedGold({ canada: there })
    const { france, canada } = lab
    const map = (pairs: [string, string][]) =>
      pairs.map(([source, destination]) => ({
        source,
        sourceHypervisor: 'kKvm',
        destination,
        destinationHypervisor: 'kKvm'
      }))
    france.do({ type: 'update-remote-site', site: { name: 'canada', networkMap: map(sourceRows) } })
    canada.do({ type: 'update-remote-site', site: { name: 'france', networkMap: map(rows) } })
    migrate(france, 'canada')
    lab.until(4000)
    t.same(
      canada.vm('web').spec.nics.map(nic => nic.network),
      expected
    )
    const lost = canada.cluster.alerts
      .filter(({ type }) => type === 'network-mapping-invalid')
      .map(({ type, entity, values }) => [type, entity.name, values['remote_name']])
    const alert = (vm: string) => ['network-mapping-invalid', vm, 'france']
    t.same(lost, expected.length > 0 ? [] : [alert('web'), alert('app')])
  })
}

t.test("disks arrive in the container that the source's mapping names, and go back by the target's", async t => {
  const lab = new TwoSites({ vms: webAndApp, canada: { containers: [{ name: 'pool' }, { name: 'tank' }] } })
  const { france, canada } = lab
  const containers = () => [...france.vms(), ...canada.vms()].map(vm => vm.spec.disks[0]?.container)
  france.do({ type: 'update-remote-site', site: { name: 'canada', containerMap: { pool: 'tank' } } })
  canada.do({ type: 'update-remote-site', site: { name: 'france', containerMap: { tank: 'pool' } } })
  france.protect(['web', 'app'])
  migrate(france, 'canada')
  lab.until(1000)
  t.same(containers(), ['tank', 'tank'])
  migrate(canada, 'france')
  lab.until(2000)
  t.same(containers(), ['pool', 'pool'])
})
