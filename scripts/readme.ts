/** Writes the README's tables from the one list of each: settings, scenarios, limits. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtInScenario, parseScenario, scenarioNames } from '../server/scenarios/scenario.js'
import { settings } from '../server/config/settings.js'
import { limitsTable } from './limits.js'

const path = join(dirname(fileURLToPath(import.meta.url)), '../README.md')

function settingsTable(): string {
  const rows = settings.map(({ flag, value, variable, defaultText, unit, description }) =>
    [
      `\`--${flag}${value === undefined ? '' : ` ${value.replaceAll('|', '\\|')}`}\``,
      `\`${variable}\``,
      defaultText,
      unit || '-',
      description
    ].join(' | ')
  )
  return [
    '| flag | variable | default | unit | what |',
    '|---|---|---|---|---|',
    ...rows.map(row => `| ${row} |`)
  ].join('\n')
}

function scenariosTable(): string {
  const rows = scenarioNames.map(name => `| \`${name}\` | ${parseScenario(builtInScenario(name) ?? '', name).title} |`)
  return ['| scenario | what happens |', '|---|---|', ...rows].join('\n')
}

/** The README with the tables of today. */
export function withTables(readme: string): string {
  const tables = { settings: settingsTable(), scenarios: scenariosTable(), limits: limitsTable() }
  return Object.entries(tables).reduce((text, [name, table]) => between(text, name, table), readme)
}

function between(readme: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: written by scripts/readme.ts -->`, `<!-- /${name} -->`]
  const [before, rest] = readme.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md has lost its marks ${begin} and ${end}`)
  return `${before}${begin}\n${table}\n${end}${after}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, withTables(text))
}
