/** Writes the tables of the pages from the one list of each: commands, settings, exit codes, scenarios, limits. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { exitCodeTable } from '../server/cli/core/index.js'
import { createProgram } from '../server/cli/program.js'
import { examplesOf } from '../server/cli/running/index.js'
import { builtInScenario, parseScenario, scenarioNames } from '../server/scenarios/scenario.js'
import { settings } from '../server/config/settings.js'
import { limitsTable } from './limits.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

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

const exitCodesTable = (): string =>
  ['| exit code | when |', '|---|---|', ...exitCodeTable.map(([code, says]) => `| ${code} | ${says} |`)].join('\n')

/** Commands that do something, in the order of the help text. */
function leavesOf(command: Command, path: string): [usage: string, command: Command][] {
  const below = command.commands.filter(each => each.name() !== 'help')
  if (below.length > 0) return below.flatMap(each => leavesOf(each, `${path} ${each.name()}`))
  const names = command.registeredArguments.map(argument => {
    const shown = `${argument.name()}${argument.variadic ? '...' : ''}`
    return argument.required ? `<${shown}>` : `[${shown}]`
  })
  return [[[path, ...names].join(' '), command]]
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<')

/** Flags that most commands have, which stand above them once. */
const common = ['--target', '--control-token', '--ca', '--insecure', '--json']

function commandsList(): string {
  const program = createProgram(
    { stdout: sink, stderr: sink, env: {}, stop: new AbortController().signal },
    () => undefined
  )
  return leavesOf(program, 'pesim')
    .map(([usage, command]) => {
      const own = command.name() === 'start' ? [] : command.options.filter(({ long }) => !common.includes(long ?? ''))
      const flags = own.map(
        ({ flags, description }) => `| \`${flags.replaceAll('|', '\\|')}\` | ${escaped(description)} |`
      )
      const examples = examplesOf(command)
      return [
        `### \`${usage}\``,
        '',
        `${sentence(command.description())}`,
        ...(flags.length > 0 ? ['', '| flag | what |', '|---|---|', ...flags] : []),
        ...(examples.length > 0 ? ['', '```sh', ...examples, '```'] : [])
      ].join('\n')
    })
    .join('\n\n')
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

const sink = { write: () => undefined }

/** Each table stands in one page, between its marks. */
const tables: Readonly<Record<string, () => string>> = {
  settings: settingsTable,
  scenarios: scenariosTable,
  limits: limitsTable,
  'exit-codes': exitCodesTable,
  commands: commandsList
}

/** Where the tables are, from the root of the repository. */
export const pages = ['docs/command-line.md', 'docs/scenarios.md', 'docs/limits.md']

/** A page with the tables of today. Throws for a mark that names none. */
export function withTables(page: string): string {
  const marks = [...page.matchAll(/<!-- ([\w-]+): written by scripts\/readme\.ts -->/g)].map(([, name = '']) => name)
  return marks.reduce((text, name) => {
    const table = tables[name]
    if (table === undefined) throw new Error(`There is no table ${name}`)
    return between(text, name, table())
  }, page)
}

/** Tables that a page has. */
export const tablesOf = (page: string): string[] => Object.keys(tables).filter(name => page.includes(`<!-- ${name}: `))
export const tableNames = Object.keys(tables)

function between(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: written by scripts/readme.ts -->`, `<!-- /${name} -->`]
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`A page has lost its marks ${begin} and ${end}`)
  return `${before}${begin}\n${table}\n${end}${after}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const page of ['README.md', ...pages]) {
    const path = join(root, page)
    writeFileSync(path, withTables(readFileSync(path, 'utf8')))
  }
}
