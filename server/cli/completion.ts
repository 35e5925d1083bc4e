/** `pesim completion`: scripts by which shells complete commands and flags, written from the commands themselves. */
import { Argument, Option } from 'commander'
import type { Command } from 'commander'
import { EXIT_OK } from './core/index.js'
import type { RegisterCommand } from './core/index.js'
import { withExamples } from './running/index.js'

/** What may follow the name of one command. */
interface Words {
  /** From the program on: empty for itself, `clock advance`. */
  readonly path: string
  readonly words: readonly (readonly [word: string, says: string])[]
}

const shells = ['bash', 'zsh', 'fish'] as const

export const registerCompletion: RegisterCommand = (program, io, finish) => {
  const completion = program
    .command('completion')
    .description('print a script that completes commands and flags in a shell')
    .addArgument(new Argument('<shell>', 'which').choices(shells))
  withExamples(completion, [
    'source <(pesim completion bash)',
    'pesim completion zsh > "${fpath[1]}/_pesim"',
    'pesim completion fish > ~/.config/fish/completions/pesim.fish'
  ])
  completion.action((shell: (typeof shells)[number]) => {
    io.stdout.write(scripts[shell](wordsOf(program)))
    finish(EXIT_OK)
  })
}

function wordsOf(command: Command, path = ''): Words[] {
  const { options, commands, registeredArguments } = command
  const below = commands.filter(each => each.name() !== 'help')
  const words: (readonly [string, string])[] = [
    ...below.map(each => [each.name(), each.summary() || each.description()] as const),
    ...registeredArguments.flatMap(({ argChoices = [] }) => argChoices.map(choice => [choice, ''] as const)),
    ...options.flatMap(({ long, description, hidden }) =>
      long == null || hidden ? [] : [[long, description] as const]
    ),
    ['--help', 'display help for command']
  ]
  return [{ path, words }, ...below.flatMap(each => wordsOf(each, `${path} ${each.name()}`.trim()))]
}

/** The longest path among those that have commands below them, of words that are none of its flags. */
const pathOf = (tree: readonly Words[]): string =>
  tree
    .filter(({ path }) => path !== '')
    .map(({ path }) => `'${path}'`)
    .join('|')

const list = ({ words }: Words): string => words.map(([word]) => word).join(' ')

const bash = (tree: readonly Words[]): string => `# Completes pesim in bash: source <(pesim completion bash)
_pesim() {
  local path='' word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${pathOf(tree)}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${tree.map(each => `    '${each.path}') words='${list(each)}' ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -F _pesim pesim
`

const described = (words: Words['words']): string =>
  words.map(([word, says]) => `'${word}:${says.replaceAll("'", "'\\''").replaceAll(':', '\\:')}'`).join(' ')

const zsh = (tree: readonly Words[]): string => `#compdef pesim
# Completes pesim in zsh: source <(pesim completion zsh), or as _pesim in a folder of fpath
_pesim() {
  local at='' word
  local -a list
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in
      ${pathOf(tree)}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at" in
${tree.map(({ path, words }) => `    '${path}') list=(${described(words)}) ;;`).join('\n')}
  esac
  _describe 'pesim' list || _files
}
if [ "\${funcstack[1]}" = _pesim ]; then _pesim "$@"; else compdef _pesim pesim; fi
`

const fish = (tree: readonly Words[]): string =>
  [
    '# Completes pesim in fish: pesim completion fish | source',
    'function __pesim_at',
    '  set -l at',
    '  for word in (commandline -opc)[2..-1]',
    '    switch (string join " " -- $at $word)',
    `      case ${tree.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join(' ')}`,
    '        set at $at $word',
    '    end',
    '  end',
    '  test (string join " " -- $at) = "$argv[1]"',
    'end',
    ...tree.flatMap(({ path, words }) =>
      words.map(([word, says]) => {
        const text = says.replace(/[\\']/g, '\\$&')
        const kind = word.startsWith('--') ? `-l '${new Option(word).name()}'` : `-f -a '${word}'`
        return `complete -c pesim -n "__pesim_at '${path}'" ${kind} -d '${text}'`
      })
    ),
    ''
  ].join('\n')

const scripts = { bash, zsh, fish }
