/** `pesim help`, and that of each group: commander's own looks at one name alone, and has no message for a wrong one. */
import { Command } from 'commander'

/** Gives the program, and every group of commands below it, a command that shows help. */
export function registerHelp(group: Command): void {
  for (const below of group.commands.filter(({ commands }) => commands.length > 0)) {
    registerHelp(below)
    refuseStrangers(below)
  }
  group
    .command('help [command...]')
    .description('display help for command')
    .action((names: string[]) => names.reduce(commandBelow, group).help())
}

/** Throws `CommanderError`, as for a command that is misspelt, where there is none of that name. */
export function commandBelow(group: Command, name: string): Command {
  return group.commands.find(each => each.name() === name) ?? refuse(group, name)
}

/** What a group runs where no command is named would take a misspelt one as an argument, of which it has too many. */
function refuseStrangers(group: Command): void {
  group.hook('preSubcommand', (_, { registeredArguments }) => {
    const [name, ...others] = group.args
    if (name === undefined || group.args.some(arg => arg.startsWith('-'))) return // commander says what is wrong
    if (1 + others.length > registeredArguments.length) commandBelow(group, name)
  })
}

/** By a group of the same names without a default command, which would take the name as an argument. */
function refuse(group: Command, name: string): never {
  const strict = new Command(group.name()).copyInheritedSettings(group)
  for (const each of group.commands) strict.command(each.name())
  if (group.commands.length > 0) strict.parse([name], { from: 'user' })
  return group.error(`error: ${group.name()} has no command '${name}'`)
}
