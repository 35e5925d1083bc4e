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
const HOURS_PER_DAY = 24
const AIM_YEAR_SECONDS = 5
const AIM_IDLE_MILLISECONDS = 1
const KEPT_DAYS = 5
/**
 * Few domains are measured for more days, until so many snapshots were sent: the first hours of each world are spent on compiling,
 * and where little follows them they are most of its figure.
 */
const SENT_MIN = 200_000
/** How long the machine's speed is measured between two days. */
const YARDSTICK_MS = 30

interface Figure {
  domains: number
  sent: number
  commands: number
  seconds: number
  /** Each day's time by the yardstick as it was around that day, added up. */
  yardsticks: number
}

interface Options {
  /** Somebody holds the world as it was at the beginning, as every lab does for a reset: rows are copied at their first touch. */
  readonly isKept?: boolean
}

function advanced(domains: number, days: number, { isKept = false }: Options = {}): Figure {
  const engine = hourlyEngine('month', domains, VMS_PER_DOMAIN)
  if (isKept) engine.keep()
  const figure: Figure = { domains, sent: 0, commands: 0, seconds: 0, yardsticks: 0 }
  engine.subscribe(({ events }) => {
    for (const event of events) if (event.type === 'snapshot-received') figure.sent += 1
  })
  let speed = machineSpeed(YARDSTICK_MS)
  for (let day = 0; day < days; day++) {
    const before = performance.now()
    figure.commands += engine.advanceTo(instant(engine.world.now + seconds(24 * 3600))).commands
    const took = (performance.now() - before) / 1000
    const after = machineSpeed(YARDSTICK_MS)
    figure.seconds += took
    figure.yardsticks += (took * (speed + after)) / 2
    speed = after
  }
  return figure
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
 * to the next, so each simulated day is measured by what it is right before and after that.
 */
function machineSpeed(milliseconds: number): number {
  const object = { a: 1, b: 'two', c: [3, 4, 5], d: { e: null } }
  const before = performance.now()
  let count = 0
  while (performance.now() - before < milliseconds)
    for (let i = 0; i < 100; i++, count++) JSON.parse(JSON.stringify(object))
  return (count / (performance.now() - before)) * 1000
}

const verdict = (met: boolean): string => (met ? 'met' : 'missed')

console.log(`${DAYS} days, hourly, keep 2 and 2, ${VMS_PER_DOMAIN} VMs a domain, replicated; Node ${process.version}`)
machineSpeed(500)
advanced(10, 30) // the compiler's warm-up
const figures = DOMAINS.map(domains => advanced(domains, Math.max(DAYS, Math.ceil(SENT_MIN / domains / HOURS_PER_DAY))))
const line = ({ domains, sent, commands, seconds: took, yardsticks }: Figure): string =>
  `${String(domains).padStart(6)} domains  ${String(sent).padStart(7)} sent  ${took.toFixed(2).padStart(7)} s  ` +
  `${((took / sent) * 1e6).toFixed(1).padStart(5)} us a snapshot = ${(yardsticks / sent).toFixed(1)} yardsticks  ` +
  `${((took / commands) * 1e6).toFixed(2)} us a command`
console.log('yardstick: a small object through JSON and back, measured before and after each day')
for (const figure of figures) console.log(line(figure))
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
      `${AIM_YARDSTICKS} yardsticks: ${verdict(last.yardsticks / last.sent <= AIM_YARDSTICKS)}`
  )
}
const year = advanced(YEAR_DOMAINS, YEAR_DAYS)
const residentMb = Math.round(process.memoryUsage().rss / 1e6)
console.log(
  `${YEAR_DAYS} days x ${YEAR_DOMAINS} domains: ${year.seconds.toFixed(2)} s, ${residentMb} MB resident; ` +
    `aim ${AIM_YEAR_SECONDS} s: ${verdict(year.seconds < AIM_YEAR_SECONDS)}`
)
const kept = advanced(DOMAINS.at(-1) ?? 0, Math.min(DAYS, KEPT_DAYS), { isKept: true })
console.log(`${line(kept)}, while somebody holds the world as it was at the beginning, for ${KEPT_DAYS} days`)
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
          value: largest.yardsticks / largest.sent,
          unit: 'yardsticks',
          aim: { most: AIM_YARDSTICKS }
        }
      ]
report({
  figures: [
    ...ofLargest,
    {
      name: 'a snapshot of a world that is kept, in yardsticks',
      value: kept.yardsticks / kept.sent,
      unit: 'yardsticks'
    },
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
