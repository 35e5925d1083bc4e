/** Runs the benches, one after another, and writes the page of their figures, with charts, for docs. */
import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { chartOf } from './chart.js'
import { root } from './support.js'
import type { Figure, Report, Series } from './support.js'

/** Each with what it is about, and settings that keep all of them below ten minutes. */
const BENCHES = [
  ['start', 'Start', {}],
  ['lists', 'Lists', {}],
  ['large', 'A large lab: memory, lists, saving', {}],
  ['month', 'A month of replication', {}],
  ['labs', 'Labs', {}],
  ['peers', 'Beside other mock servers', {}]
] as const

function run(name: string, settings: object): Report {
  console.log(`\n${name}`)
  const { stdout, status } = spawnSync('npm', ['run', '-s', `bench:${name}`, '--', '--json'], {
    ...{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e8 },
    env: { ...process.env, ...settings }
  })
  const lines = stdout.trimEnd().split('\n')
  if (status !== 0) throw new Error(`bench:${name} failed\n${stdout}`)
  console.log(lines.slice(0, -1).join('\n'))
  return JSON.parse(lines.at(-1) ?? '') as Report
}

function row({ name, value, unit, spread, aim }: Figure): string {
  const shown = (number: number): string => number.toLocaleString('en', { maximumSignificantDigits: 3 })
  const within = spread === undefined ? '' : `${shown(spread[0])} to ${shown(spread[1])}`
  const bound = aim === undefined ? '' : 'most' in aim ? `≤ ${aim.most}` : `≥ ${aim.least}`
  const met = aim === undefined || ('most' in aim ? value <= aim.most : value >= aim.least)
  const verdict = aim === undefined ? '' : met ? 'met' : '**missed**'
  return `| ${name} | ${shown(value)} ${unit} | ${within} | ${bound} | ${verdict} |`
}

async function chart(series: Series, index: number): Promise<string> {
  const name = `${index + 1}-${series.title.toLowerCase().replace(/[^a-z]+/g, '-')}.svg`
  await writeFile(join(root, 'docs/performance', name), chartOf(series))
  return `![${series.title}](performance/${name})`
}

const begun = performance.now()
const sections: string[] = []
await mkdir(join(root, 'docs/performance'), { recursive: true })
for (const [name, title, settings] of BENCHES) {
  const { figures, series = [] } = run(name, settings)
  const charts: string[] = []
  for (const [index, one] of series.entries()) charts.push(await chart(one, index))
  const table = ['| figure | median | from, to | aim | |', '|---|---:|---|---|---|', ...figures.map(row)].join('\n')
  sections.push([`## ${title}`, `\`npm run bench:${name}\``, table, ...charts].join('\n\n'))
}
const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}`
const head = `# Performance

Written by \`npm run bench\` (${minutes} minutes) on ${machine}. Figures differ from machine to machine; ratios (x) are to
contestants that were measured in turns with pesim, in the same run.`
await writeFile(join(root, 'docs/performance.md'), `${[head, ...sections].join('\n\n')}\n`)
console.log(`docs/performance.md, ${minutes} minutes`)
