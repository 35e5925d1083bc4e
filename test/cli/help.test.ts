/** `pesim help`, of the program, of a group and of a command below it, and commands that there are none of. */
import t from 'tap'
import { main } from '../../server/main.js'

t.test('a command that there is none of is answered as such, and so is a wish for its help', async t => {
  const rows = [
    { args: ['help', 'nosuch'], says: "unknown command 'nosuch'" },
    { args: ['help', 'strat'], says: "unknown command 'strat' (Did you mean start?)" },
    { args: ['strat', '--help'], says: "unknown command 'strat' (Did you mean start?)" },
    { args: ['clock', 'help', 'nosuch'], says: "unknown command 'nosuch'" },
    { args: ['clock', 'help', 'advanse'], says: "unknown command 'advanse' (Did you mean advance?)" },
    { args: ['help', 'clock', 'advanse'], says: "unknown command 'advanse' (Did you mean advance?)" },
    { args: ['help', 'clok', 'advance'], says: "unknown command 'clok' (Did you mean clock?)" },
    { args: ['link', 'help', 'cutt'], says: "unknown command 'cutt' (Did you mean cut?)" },
    { args: ['help', 'start', 'now'], says: "start has no command 'now'" },
    { args: ['help', '--strat'], says: "unknown option '--strat'" },
    { args: ['clock', 'advanse', '1h'], says: "unknown command 'advanse' (Did you mean advance?)" },
    { args: ['clock', 'nosuch'], says: "unknown command 'nosuch'" },
    { args: ['link', 'slwo', 'france', 'canada'], says: "unknown command 'slwo' (Did you mean slow?)" },
    { args: ['clock', 'show', 'more'], says: "too many arguments for 'show'. Expected 0 arguments but got 1." }
  ]
  for (const { args, says } of rows)
    t.same(await run(args), { code: 2, out: '', err: `pesim: ${says}\n` }, args.join(' '))
})

t.test('help of a command that there is shows it, however deep it stands', async t => {
  const rows: [string[], RegExp][] = [
    [['help'], /^Usage: pesim \[options\] \[command\]/],
    [['help', 'start'], /^Usage: pesim start /],
    [['help', 'clock'], /^Usage: pesim clock \[options\] \[command\]/],
    [['help', 'clock', 'advance'], /^Usage: pesim clock advance .*<duration>/],
    [['clock', 'help'], /^Usage: pesim clock \[options\] \[command\]/],
    [['clock', 'help', 'advance'], /^Usage: pesim clock advance .*<duration>/],
    [['help', 'help'], /^Usage: pesim help /],
    [['--help'], /^Usage: pesim \[options\] \[command\]/],
    [['link', 'france', 'canada', '--help'], /^Usage: pesim link /]
  ]
  for (const [args, shows] of rows) t.match(await run(args), { code: 0, out: shows, err: '' }, args.join(' '))
  t.equal((await run(['help'])).out.match(/help \[command/g)?.length, 1, 'and is listed once')
})

async function run(args: string[]) {
  const output = { out: '', err: '' }
  const code = await main(args, {
    stdout: { write: text => (output.out += text) },
    stderr: { write: text => (output.err += text) },
    env: {},
    stop: new AbortController().signal
  })
  return { code, ...output }
}
