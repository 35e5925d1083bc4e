/** `pesim status`: which emulator is meant, what it serves, and whether it is ready. */
import { EmulatorUnreachable } from '../../client/index.js'
import { EXIT_OK, EXIT_UNREACHABLE, columns } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addTarget, called, clientOf, findEmulator, readRunFiles, show, withExamples } from '../running/index.js'
import type { FoundEmulator, RunFile, TargetFlags } from '../running/index.js'

export const registerStatus: RegisterCommand = (program, io, finish) => {
  const status = addTarget(
    program.command('status').description('tell which emulator runs, where, and whether it is ready')
  )
  withExamples(status, ['pesim status', 'pesim status --json', 'pesim status --target https://127.0.0.1:9540'])
  status
    .addHelpText('after', '\nExit code 3 where none answers.')
    .action(async (flags: TargetFlags & { json?: boolean }) => {
      const found = await findEmulator(flags, io)
      using client = clientOf(found, io)
      const others = (await readRunFiles(io.env)).filter(({ pid }) => pid !== found.run?.pid)
      const parts = { client, found, others }
      const answer = await statusOf(parts).catch((error: unknown) => {
        if (!(error instanceof EmulatorUnreachable)) throw error
        const { message } = error
        const value = {
          running: false,
          url: found.url,
          reason: message,
          others: othersOf(others)
        }
        return { value, lines: [`No emulator answers: ${message}`, ...otherLines(others)], code: EXIT_UNREACHABLE }
      })
      show(answer, flags, io)
      finish(answer.code)
    })
}

interface Asked {
  readonly client: ReturnType<typeof clientOf>
  readonly found: FoundEmulator
  readonly others: readonly RunFile[]
}

async function statusOf({ client, found, others }: Asked) {
  const [{ version }, clock, { clusters }] = [
    await client.get('/version'),
    await client.get('/clock'),
    await client.get('/clusters')
  ]
  const { run } = found
  const sites = clusters.map(({ name, power }) => ({ name, power, url: run?.clusters[name]?.url ?? null }))
  const value = {
    ...{
      running: true,
      version,
      url: found.url,
      control: client.url,
      pid: run?.pid ?? null,
      name: run?.name ?? null,
      log: run?.log ?? null
    },
    ...{ clusters: sites, clock, others: othersOf(others) }
  }
  const rows = [
    ...sites.map(({ name, power, url }) => [name, `${url ?? '-'}${power === 'on' ? '' : `, power ${power}`}`]),
    ['control', client.url],
    ['clock', `${clock.now}, ${clock.mode === 'frozen' ? 'frozen' : `running, ${clock.rate} simulated s per s`}`],
    ...(run?.log === undefined ? [] : [['log', run.log]])
  ]
  const who = run === undefined ? `found by ${found.by}` : called(run)
  const lines = [`pesim ${version}, ${who}`, '', ...columns(rows).map(line => `  ${line}`), ...otherLines(others)]
  return { value, lines, code: EXIT_OK as number }
}

const othersOf = (others: readonly RunFile[]): object[] =>
  others.map(({ pid, name, url }) => ({ pid, ...(name !== undefined && { name }), url }))

function otherLines(others: readonly RunFile[]): string[] {
  return others.map(run => `Another runs as ${called(run)}, at ${run.url}`)
}
