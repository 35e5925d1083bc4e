/**
 * How long a month of replication takes: 30 days of hourly snapshots, each sent, for more and more protection domains. Then a
 * year of fifty of them, with the memory at its end, and a month in which nothing falls due.
 */
import { performance } from 'node:perf_hooks'
import { instant, seconds } from '../server/domain/core/time.js'
import { hourlyEngine, replicatedEngine } from './replicated.js'
import { median, report } from './support.js'
import type { Figure as Reported } from './support.js'

const DAYS = Number(process.env['DAYS'] ?? 30)
const DOMAINS = (process.env['DOMAINS'] ?? '10,100,1000').split(',').map(Number)
const VMS_PER_DOMAIN = 3
const AIM_SECONDS = 10
const AIM_USECS = 14
const AIM_YARDSTICKS = 15
const YEAR_DAYS = Number(process.env['YEAR_DAYS'] ?? 365)
const YEAR_DOMAINS = 50
const AIM_YEAR_SECONDS = 5
const AIM_IDLE_MILLISECONDS = 1

interface Figure {
  domains: number
  sent: number
  commands: number
  seconds: number
}

function advanced(domains: number, days: number): Figure {
  const engine = hourlyEngine('month', domains, VMS_PER_DOMAIN)
  let sent = 0
  engine.subscribe(({ events }) => {
    for (const event of events) if (event.type === 'snapshot-received') sent += 1
  })
  const before = performance.now()
  const { commands } = engine.advanceTo(instant(engine.world.now + seconds(days * 24 * 3600)))
  return { domains, sent, commands, seconds: (performance.now() - before) / 1000 }
}

/** Milliseconds of thirty days of a world that protects a hundred domains without any schedule. */
function nothingDue(): number {
  const engine = replicatedEngine('idle', 100, VMS_PER_DOMAIN)
  const before = performance.now()
  engine.advanceTo(instant(engine.world.now + seconds(30 * 24 * 3600)))
  return performance.now() - before
}

/**
 * What this machine does in a second, in a unit that travels: objects through JSON and back. It differs from one half second
 * to the next: measured before, between and after all figures, of which the median counts.
 */
function machineSpeed(): number {
  const object = { a: 1, b: 'two', c: [3, 4, 5], d: { e: null } }
  const before = performance.now()
  let count = 0
  while (performance.now() - before < 500) for (let i = 0; i < 1000; i++, count++) JSON.parse(JSON.stringify(object))
  return (count / (performance.now() - before)) * 1000
}

const verdict = (met: boolean): string => (met ? 'met' : 'missed')

console.log(`${DAYS} days, hourly, keep 2 and 2, ${VMS_PER_DOMAIN} VMs a domain, replicated; Node ${process.version}`)
machineSpeed()
advanced(10, 30) // the compiler's warm-up
const speeds = [machineSpeed()]
const figures: Figure[] = []
for (const domains of DOMAINS) {
  figures.push(advanced(domains, DAYS))
  speeds.push(machineSpeed())
}
const perSecond = median(speeds)
const all = speeds.map(speed => Math.round(speed / 1000)).join(', ')
console.log(`yardstick: thousand small objects a second through JSON and back: ${all}; the median counts`)
for (const { domains, sent, commands, seconds: took } of figures) {
  const each = (took / sent) * 1e6
  console.log(
    `${String(domains).padStart(6)} domains  ${String(sent).padStart(7)} sent  ${took.toFixed(2).padStart(7)} s  ` +
      `${each.toFixed(1).padStart(5)} us a snapshot = ${((took / sent) * perSecond).toFixed(1)} yardsticks  ` +
      `${((took / commands) * 1e6).toFixed(2)} us a command`
  )
}
const [first, last] = [figures[0], figures.at(-1)]
if (first !== undefined && last !== undefined && first !== last) {
  const growth = last.seconds / last.sent / (first.seconds / first.sent)
  const logarithm = Math.log(last.domains * VMS_PER_DOMAIN) / Math.log(first.domains * VMS_PER_DOMAIN)
  console.log(
    `cost of a snapshot, ${first.domains} to ${last.domains} domains: x ${growth.toFixed(2)}; log n grows x ${logarithm.toFixed(2)}: ${verdict(growth <= logarithm)}`
  )
  const each = last.seconds / last.sent
  console.log(
    `aims: ${last.domains} domains under ${AIM_SECONDS} s: ${verdict(last.seconds < AIM_SECONDS)}; ` +
      `${AIM_USECS} us a snapshot: ${verdict(each * 1e6 <= AIM_USECS)}; ` +
      `${AIM_YARDSTICKS} yardsticks: ${verdict(each * perSecond <= AIM_YARDSTICKS)}`
  )
}
const year = advanced(YEAR_DOMAINS, YEAR_DAYS)
const residentMb = Math.round(process.memoryUsage().rss / 1e6)
console.log(
  `${YEAR_DAYS} days x ${YEAR_DOMAINS} domains: ${year.seconds.toFixed(2)} s, ${residentMb} MB resident; ` +
    `aim ${AIM_YEAR_SECONDS} s: ${verdict(year.seconds < AIM_YEAR_SECONDS)}`
)
const idle = median([nothingDue(), nothingDue(), nothingDue()])
console.log(`30 days with nothing due: ${idle.toFixed(3)} ms: ${verdict(idle < AIM_IDLE_MILLISECONDS)}`)

const largest = figures.at(-1)
const each = (figure: Figure): number => (figure.seconds / figure.sent) * 1e6
const ofLargest: Reported[] =
  largest === undefined
    ? []
    : [
        {
          name: `month of ${largest.domains} hourly domains`,
          value: largest.seconds,
          unit: 's',
          aim: { most: AIM_SECONDS }
        },
        { name: 'a snapshot of that month', value: each(largest), unit: 'us', aim: { most: AIM_USECS } },
        {
          name: 'a snapshot of that month, in yardsticks',
          value: (each(largest) / 1e6) * perSecond,
          unit: 'yardsticks',
          aim: { most: AIM_YARDSTICKS }
        }
      ]
report({
  figures: [
    ...ofLargest,
    { name: `year of ${YEAR_DOMAINS} hourly domains`, value: year.seconds, unit: 's', aim: { most: AIM_YEAR_SECONDS } },
    { name: '30 days with nothing due', value: idle, unit: 'ms', aim: { most: AIM_IDLE_MILLISECONDS } }
  ],
  series: [
    {
      title: 'A snapshot in a month of hourly replication',
      x: 'protection domains',
      y: 'microseconds a snapshot',
      points: figures.map(figure => [figure.domains, each(figure)] as const)
    }
  ]
})
