/** `pesim clock`: shows and moves the time of the simulated world. */
import type { Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { seconds, startProgress } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand, numberOf, secondsOf, withExamples } from '../running/index.js'
import type { Call, Shown } from '../running/index.js'

/** A long way takes long: an hour, in milliseconds. */
const TIMEOUT_MS = 3_600_000
/** How often it is looked how far the clock is, in milliseconds. */
const LOOK_MS = 500

interface UntilFlags {
  readonly json?: boolean
  readonly cluster?: string
  readonly name?: string
  readonly within?: string
}

export const registerClock: RegisterCommand = (program, io, finish) => {
  const clock = program.command('clock').description('show and move the time of a running emulator')
  withExamples(clock, ['pesim clock', 'pesim clock freeze', 'pesim clock advance 1h', 'pesim clock idle'])
  addHand(clock, io, finish, {
    usage: 'show',
    says: 'tell what time it is, and whether it passes by itself',
    examples: ['pesim clock', 'pesim clock show --json'],
    isDefault: true,
    act: async ({ client }) => clockShown(await client.get('/clock'))
  })
  addHand(clock, io, finish, {
    usage: 'freeze',
    says: 'stop it: time passes only when it is moved',
    examples: ['pesim clock freeze'],
    act: async ({ client }) => clockShown(await client.put('/clock', { body: { mode: 'frozen' } }))
  })
  addHand<{ rate?: string }>(clock, io, finish, {
    usage: 'run',
    says: 'let it run',
    examples: ['pesim clock run', 'pesim clock run --rate 3600'],
    options: [['--rate <n>', 'simulated seconds a second (default: as it was)']],
    act: async ({ client, flags: { rate } }) =>
      clockShown(
        await client.put('/clock', {
          body: { mode: 'running', ...(rate !== undefined && { rate: numberOf(rate, '--rate') }) }
        })
      )
  })
  addMoves((...hand) => addHand(clock, io, finish, ...hand))
}

type AddMove = (hand: Parameters<typeof addHand<UntilFlags>>[3]) => unknown

function addMoves(add: AddMove): void {
  add({
    usage: 'advance <duration>',
    says: 'move it forward, and everything that falls due on the way happens in order',
    examples: ['pesim clock advance 1h', 'pesim clock advance 1h30m', 'pesim clock advance 90'],
    timeoutMs: TIMEOUT_MS,
    act: ({ args: [duration = ''], ...call }) => move(call, { seconds: secondsOf(duration) })
  })
  add({
    usage: 'until <event>',
    says: 'move it to the instant at which an event happens, or to an instant',
    examples: [
      'pesim clock until snapshot-received --cluster canada',
      'pesim clock until mode-change-ended --name gold --within 2h',
      'pesim clock until 2030-01-31T08:00:00Z'
    ],
    options: [
      ['--cluster <name>', 'only an event on this cluster'],
      ['--name <name>', 'only an event that names this domain, remote site or VM'],
      ['--within <duration>', 'give up after so much simulated time']
    ],
    timeoutMs: TIMEOUT_MS,
    act: ({ args: [event = ''], ...call }) => move(call, untilOf(event, call.flags))
  })
  add({
    usage: 'idle',
    says: 'move it until no replication, task or change of mode is under way',
    examples: ['pesim clock idle'],
    timeoutMs: TIMEOUT_MS,
    act: call => move(call, { until_idle: true })
  })
}

function untilOf(event: string, { cluster, name, within }: UntilFlags): Model<'Advance'> {
  if (/^\d{4}-/.test(event)) {
    if ((cluster ?? name ?? within) !== undefined)
      throw new ConfigError('--cluster, --name and --within belong to an event, not to an instant')
    return { until: event }
  }
  return {
    until_event: {
      type: event,
      ...(cluster !== undefined && { cluster }),
      ...(name !== undefined && { name }),
      ...(within !== undefined && { within_seconds: secondsOf(within) })
    }
  }
}

type Moving = Pick<Call<UntilFlags>, 'client' | 'io' | 'flags'>

async function move({ client, io, flags }: Moving, body: Model<'Advance'>): Promise<Shown> {
  const { now_usecs: from } = await client.get('/clock')
  const to = body.seconds !== undefined ? from + body.seconds * 1e6 : Date.parse(body.until ?? '') * 1000
  const progress = startProgress(io, Number.isNaN(to) ? undefined : (to - from) / 1e6, flags)
  const look = setInterval(() => {
    client.get('/clock').then(
      ({ now, now_usecs }) => progress.at((now_usecs - from) / 1e6, now),
      () => undefined // the answer to the move says what is wrong
    )
  }, LOOK_MS)
  try {
    const advanced = await client.post('/clock/advance', { body })
    const { now, advanced_seconds: passed, commands, event } = advanced
    const met = event === undefined ? '' : `: ${event.type}${event.name === undefined ? '' : ` of ${event.name}`}`
    const text = `${now}, ${seconds(passed)} later${met}; ${commands} things fell due`
    return { value: advanced, lines: [text] }
  } finally {
    clearInterval(look)
    progress.end()
  }
}

function clockShown(clock: Model<'Clock'>): Shown {
  const pace = clock.mode === 'frozen' ? 'frozen' : `running, ${clock.rate} simulated s per s`
  return { value: clock, lines: [`${clock.now}, ${pace}${clock.advancing ? ', somebody moves it forward' : ''}`] }
}
