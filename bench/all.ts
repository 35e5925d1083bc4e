/**
 * Runs the benches, one after another, and writes their figures, with charts, between the two marks of docs/performance.md. What
 * stands around them is written by hand, and stays. Where a bench fails, the page stays as it was.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
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

const page = join(root, 'docs/performance.md')
const folder = join(root, 'docs/performance')
const MARKS = ['<!-- measured -->', '<!-- end of what is measured -->'] as const

/** The page with other figures. Throws where it has lost a mark. */
function withFigures(text: string, figures: string): string {
  const [begin, end] = [text.indexOf(MARKS[0]), text.indexOf(MARKS[1])]
  if (begin < 0 || end < begin) throw new Error(`${page} has not the marks ${MARKS.join(' and ')}`)
  return `${text.slice(0, begin)}${MARKS[0]}\n\n${figures}\n\n${text.slice(end)}`
}

const begun = performance.now()
const [load = 0] = loadavg()
const sections: string[] = []
const drawings = new Map<string, string>()
withFigures(await readFile(page, 'utf8'), '') // better now than after ten minutes
for (const [name, title, settings] of BENCHES) {
  const { figures, series = [] } = run(name, settings)
  const charts = series.map((one: Series) => {
    const file = `${name}-${drawings.size + 1}.svg`
    drawings.set(file, chartOf(one))
    return `![${one.title}](performance/${file})`
  })
  const table = ['| figure | median | from, to | aim | |', '|---|---:|---|---|---|', ...figures.map(row)].join('\n')
  sections.push([`### ${title}`, `\`npm run bench:${name}\``, table, ...charts].join('\n\n'))
}
const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}`
const head = `Written by \`npm run bench\` (${minutes} minutes) on ${machine}, with ${load.toFixed(1)} processes waiting for a core when it began. Figures differ from machine to machine; ratios (x) are to
contestants that were measured in turns with pesim, in the same run.`
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
for (const [file, drawing] of drawings) await writeFile(join(folder, file), drawing)
await writeFile(page, withFigures(await readFile(page, 'utf8'), [head, ...sections].join('\n\n')))
console.log(`docs/performance.md, ${minutes} minutes`)
