/** How long a month of replication takes: 30 days of hourly snapshots, each sent, for more and more protection domains. */
import { performance } from 'node:perf_hooks'
import { instant, seconds } from '../server/domain/core/time.js'
import { hourlyEngine } from './replicated.js'

const DAYS = Number(process.env['DAYS'] ?? 30)
const DOMAINS = (process.env['DOMAINS'] ?? '10,100,1000').split(',').map(Number)
const VMS_PER_DOMAIN = 3
const AIM_SECONDS = 10

interface Figure {
  domains: number
  sent: number
  commands: number
  seconds: number
}

function month(domains: number): Figure {
  const engine = hourlyEngine('month', domains, VMS_PER_DOMAIN)
  let sent = 0
  engine.subscribe(({ events }) => {
    for (const event of events) if (event.type === 'snapshot-received') sent += 1
  })
  const before = performance.now()
  const { commands } = engine.advanceTo(instant(engine.world.now + seconds(DAYS * 24 * 3600)))
  return { domains, sent, commands, seconds: (performance.now() - before) / 1000 }
}

/** What this machine does in a second, in a unit that travels: objects through JSON and back. */
function machineSpeed(): number {
  const object = { a: 1, b: 'two', c: [3, 4, 5], d: { e: null } }
  const before = performance.now()
  let count = 0
  while (performance.now() - before < 500) for (let i = 0; i < 1000; i++, count++) JSON.parse(JSON.stringify(object))
  return (count / (performance.now() - before)) * 1000
}

const perSecond = machineSpeed()
console.log(`${DAYS} days, hourly, keep 2 and 2, ${VMS_PER_DOMAIN} VMs a domain, replicated; Node ${process.version}`)
console.log(`yardstick: ${Math.round(perSecond / 1000)} thousand small objects a second through JSON and back`)
month(10) // the compiler's warm-up
const figures = DOMAINS.map(month)
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
    `cost of a snapshot, ${first.domains} to ${last.domains} domains: x ${growth.toFixed(2)}; log n grows x ${logarithm.toFixed(2)}`
  )
  console.log(`aim: ${last.domains} domains under ${AIM_SECONDS} s: ${last.seconds < AIM_SECONDS ? 'met' : 'missed'}`)
}
