/** The planned fail-over that is refused, or that fails on its way: where everything stands then. */
import t from 'tap'
import { alertText } from '../../../server/domain/notices/alerts.js'
import type { PowerState } from '../../../server/domain/core/world.js'
import {
  activate,
  alertOn,
  alertsOn,
  deactivate,
  migrate,
  protectedGold,
  setPower,
  tamper,
  threeSites,
  webAndApp
} from '../../support/failover-worlds.js'
import { TwoSites, sinceStart } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'
import type { RefusalCode } from '../../../server/domain/core/tables/vocabulary.js'

t.test('a migration is refused before anything happens', async t => {
  const cases: { because: string; code: RefusalCode; prepare: (lab: TwoSites) => void; site?: string }[] = [
    { because: 'the site is unknown', code: 'remote-site/not-found', prepare: () => undefined, site: 'brazil' },
    { because: 'the link is cut', code: 'remote-site/unreachable', prepare: lab => lab.cut() },
    { because: 'the target is dark', code: 'remote-site/unreachable', prepare: lab => setPower(lab.canada, 'lost') },
    {
      because: 'nobody is at the address',
      code: 'remote-site/unreachable',
      prepare: ({ france }) =>
        france.do({ type: 'update-remote-site', site: { name: 'canada', addresses: { '10.9.9.9': 2020 } } })
    },
    {
      because: 'the target does not know the source',
      code: 'remote-site/not-established',
      prepare: ({ canada }) => canada.do({ type: 'remove-remote-site', name: 'france' })
    },
    {
      because: 'the site is for backup only',
      code: 'remote-site/backup-only',
      prepare: ({ france }) =>
        france.do({ type: 'update-remote-site', site: { name: 'canada', capabilities: ['BACKUP'] } })
    },
    {
      because: 'the domain is active on both sides',
      code: 'protection-domain/active',
      prepare: lab => {
        activate(lab.canada)
        lab.pass(10)
      }
    },
    { because: 'the target is being activated', code: 'protection-domain/busy', prepare: lab => activate(lab.canada) },
    {
      because: 'a migration is under way',
      code: 'protection-domain/busy',
      prepare: lab => migrate(lab.france, 'canada')
    },
    {
      because: 'a member was deleted',
      code: 'protection-domain/stale-entities',
      prepare: lab =>
        tamper(lab, world => {
          delete world.clusters['france']?.vms[lab.france.vm('app').uuid]
        })
    }
  ]
  for (const { because, code, prepare, site = 'canada' } of cases) {
    const lab = protectedGold()
    prepare(lab)
    const command = { type: 'migrate-protection-domain', cluster: 'france', user: 'admin', name: 'gold' } as const
    refused(t, lab.engine, { ...command, remoteSite: site }, code, because)
  }
  const { engine } = protectedGold()
  const command = { type: 'migrate-protection-domain', cluster: 'canada', user: 'admin', name: 'gold' } as const
  refused(
    t,
    engine,
    { ...command, remoteSite: 'france' },
    'protection-domain/not-active',
    'it is asked of the wrong side'
  )
})

/**
 * A migration that starts at second 3700 sends its first snapshot until 3701, has its guests down at 3721 and sends its
 * second snapshot until 3721.21.
 */
const failures: {
  when: string
  begin?: () => TwoSites
  /** Breaks it at this second. */
  at: number
  fault: (lab: TwoSites) => unknown
  /** When the migration is given up, in seconds since the start. */
  failsAt: number
  reason: RegExp
  /** Whether the replication's own alert is raised as well. */
  replicationFails: boolean
  vms: PowerState
  heal?: (lab: TwoSites) => void
}[] = [
  {
    when: 'the link is cut during the first replication',
    at: 3700.5,
    fault: lab => lab.cut(),
    // 900 seconds after the cut
    failsAt: 4600.5,
    reason: /Remote site canada is unreachable/,
    replicationFails: true,
    vms: 'on',
    heal: lab => lab.cut(true)
  },
  {
    when: 'the first replication is aborted',
    at: 3700.5,
    fault: abortTransfer,
    failsAt: 3700.5,
    reason: /replication was aborted/,
    replicationFails: false,
    vms: 'on'
  },
  {
    when: 'the target loses power during the first replication',
    at: 3700.5,
    fault: lab => setPower(lab.canada, 'lost'),
    failsAt: 3700.5,
    reason: /Site canada lost power/,
    replicationFails: true,
    vms: 'on',
    heal: lab => setPower(lab.canada, 'on')
  },
  {
    when: 'the source loses power during the first replication',
    at: 3700.5,
    fault: lab => setPower(lab.france, 'lost'),
    failsAt: 3700.5,
    reason: /Site france lost power/,
    replicationFails: true,
    vms: 'on',
    heal: lab => setPower(lab.france, 'on')
  },
  {
    when: 'the target does not take the first snapshot',
    begin: () => {
      const lab = new TwoSites({ vms: webAndApp, canada: { containers: [{ name: 'tank' }] } })
      lab.france.protect(['web', 'app'])
      return lab
    },
    at: 3700,
    fault: () => undefined,
    failsAt: 3700,
    reason: /could not be replicated to remote site canada/,
    replicationFails: true,
    vms: 'on',
    heal: ({ france }) =>
      france.do({ type: 'update-remote-site', site: { name: 'canada', containerMap: { pool: 'tank' } } })
  },
  {
    when: 'the transfer before the first snapshot fails',
    begin: () => {
      const lab = protectedGold()
      lab.france.mark('app', 'import', 1_000)
      lab.france.snapshot(['canada'])
      lab.until(3702)
      return lab
    },
    at: 3703,
    fault: lab => setPower(lab.canada, 'lost'),
    failsAt: 3703,
    reason: /Site canada lost power/,
    replicationFails: true,
    vms: 'on',
    heal: lab => setPower(lab.canada, 'on')
  },
  {
    when: 'the source loses power while the guests shut down',
    at: 3710,
    fault: lab => setPower(lab.france, 'lost'),
    failsAt: 3710,
    reason: /Site france lost power/,
    replicationFails: false,
    vms: 'on',
    heal: lab => setPower(lab.france, 'on')
  },
  {
    when: 'the link is cut while the guests shut down',
    at: 3710,
    fault: lab => lab.cut(),
    // the second snapshot cannot even start
    failsAt: 3721,
    reason: /could not be replicated to remote site canada/,
    replicationFails: true,
    vms: 'off',
    heal: lab => lab.cut(true)
  },
  {
    when: 'the link is cut during the second replication',
    at: 3721.1,
    fault: lab => lab.cut(),
    failsAt: 4621.1,
    reason: /Remote site canada is unreachable/,
    replicationFails: true,
    vms: 'off',
    heal: lab => lab.cut(true)
  },
  {
    when: 'the second replication is aborted',
    at: 3721.1,
    fault: abortTransfer,
    failsAt: 3721.1,
    reason: /replication was aborted/,
    replicationFails: false,
    vms: 'off'
  },
  {
    when: 'the target loses power during the second replication',
    at: 3721.1,
    fault: lab => setPower(lab.canada, 'lost'),
    failsAt: 3721.1,
    reason: /Site canada lost power/,
    replicationFails: true,
    vms: 'off',
    heal: lab => setPower(lab.canada, 'on')
  }
]

for (const { when, begin = protectedGold, at, fault, failsAt, reason, replicationFails, vms, heal } of failures) {
  t.test(`when ${when}, the source stays active with its VMs ${vms}, and the migration can be tried again`, async t => {
    const lab = begin()
    const { france, canada } = lab
    lab.until(3700)
    const uuids = france.vms().map(vm => vm.uuid)
    migrate(france, 'canada')
    lab.until(at)
    fault(lab)
    if (failsAt > at) {
      lab.until(failsAt - 0.001)
      t.equal(france.domain().change?.kind, 'migrate', 'not before its time')
    }
    lab.until(failsAt)

    t.equal(france.domain().change, null)
    t.equal(france.domain().active, true)
    t.same(
      france.vms().map(vm => [vm.uuid, vm.powerState, vm.protectionDomain]),
      uuids.map(uuid => [uuid, vms, 'gold'])
    )
    t.same(canada.vms(), [])
    t.not(canada.has() && canada.domain().active, true)
    const alert = alertOn(france, 'change-mode-failed')
    t.match(alertText(alert), reason)
    t.equal(sinceStart(alert.raisedAt), failsAt)
    t.equal(alertsOn(france, 'replication-failed').length, replicationFails ? 1 : 0)
    t.match(france.cluster.monitors.at(-1), { operation: 'deactivate', status: /failed|aborted/, errorCode: 1 })

    heal?.(lab)
    lab.pass(1)
    migrate(france, 'canada')
    lab.pass(1_000)
    t.equal(canada.domain().active, true, 'the next attempt succeeds')
    t.same(
      canada.vms().map(vm => vm.uuid),
      uuids
    )
  })
}

t.test(
  'when the first replication waits for a transfer that starts too late, the migration fails when that one does',
  async t => {
    const lab = protectedGold()
    const { france } = lab
    france.mark('app', 'import', 1_000)
    france.snapshot(['canada'])
    lab.until(3702)
    migrate(france, 'canada')
    lab.cut()
    lab.until(4601.999)
    t.equal(france.domain().change?.kind, 'migrate')
    lab.until(4602)
    t.equal(france.domain().change, null)
    t.same(france.outgoing()?.queue, [], 'its snapshot does not wait any longer')
    t.match(alertText(alertOn(france, 'change-mode-failed')), /unreachable/)
  }
)

t.test('when the target is activated by force during the first replication, both sides end up active', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  migrate(france, 'canada')
  lab.until(3700.5)
  activate(canada)
  t.match(alertText(alertOn(france, 'change-mode-failed')), /same name might be active/)
  lab.until(3710)
  t.match(france.domain(), { active: true, change: null, forced: false })
  t.match(canada.domain(), { active: true, change: null, forced: true })
  t.same(
    france.vms().map(vm => vm.powerState),
    ['on', 'on']
  )
  t.same(canada.snapshotTimes(), [1, 3600], 'what had arrived of the migration is not used')
})

t.test(
  'when the target is activated by force while the guests shut down, the source stays active with its VMs off',
  async t => {
    const lab = protectedGold()
    const { france, canada } = lab
    migrate(france, 'canada')
    lab.until(3719)
    activate(canada)
    lab.until(3730)
    t.match(france.domain(), { active: true, change: null })
    t.match(canada.domain(), { active: true, forced: true })
    t.same(
      france.vms().map(vm => vm.powerState),
      ['off', 'off']
    )
    t.match(alertText(alertOn(france, 'change-mode-failed')), /could not be replicated/)
    t.same(canada.snapshotTimes(), [1, 3600, 3700], 'activated from the first snapshot of the migration')
    // and the usual way out of it
    deactivate(france)
    lab.pass(10)
    t.match(france.domain(), { active: false })
  }
)

t.test('when the remote site leads elsewhere by the second snapshot, the sides do not change', async t => {
  const { lab, france, canada, brazil } = threeSites()
  france.protect(['web', 'app'])
  lab.until(10)
  migrate(france, 'canada')
  // 9000 bytes until second 100, guests down at 120
  lab.until(110)
  france.do({ type: 'update-remote-site', site: { name: 'canada', addresses: { '10.0.2.1': 2020 } } })
  lab.until(1000)
  t.match(alertText(alertOn(france, 'change-mode-failed')), /canada does not lead to canada any more/)
  t.match(france.domain(), { active: true, change: null })
  t.same([canada.domain().active, brazil.domain().active], [false, false])
  t.equal(france.vms().length, 2)
})

t.test('schedules go on after a migration that failed', async t => {
  const lab = protectedGold()
  migrate(lab.france, 'canada')
  abortTransfer(lab)
  lab.until(7300)
  t.equal(sinceStart(lab.canada.newest().createdAt), 7200)
})

function abortTransfer(lab: TwoSites): void {
  lab.france.do({ type: 'control-replication', name: 'gold', id: lab.france.sending().id, action: 'abort' })
}
