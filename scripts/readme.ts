/** Writes the README's table of settings from the one list of them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { settings } from '../server/settings.js'

const path = join(dirname(fileURLToPath(import.meta.url)), '../README.md')
const [begin, end] = ['<!-- settings: written by scripts/readme.ts -->', '<!-- /settings -->']

function table(): string {
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

/** The README with the table of today. */
export function withSettings(readme: string): string {
  const [before, rest] = readme.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md has lost its marks ${begin} and ${end}`)
  return `${before}${begin}\n${table()}\n${end}${after}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, withSettings(text))
}
