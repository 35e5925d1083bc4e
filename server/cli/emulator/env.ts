/** `pesim env`: shell exports by which other programs find the running emulator and trust its certificate. */
import { Option } from 'commander'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { EmulatorUnreachable } from '../../client/index.js'
import { replaceFile } from '../../files/index.js'
import { EXIT_OK, Unreachable } from '../core/index.js'
import type { Io, RegisterCommand } from '../core/index.js'
import { clientOf, findEmulator, ownRunFolder, show, withExamples } from '../running/index.js'
import type { FoundEmulator, RunFile, RunSite } from '../running/index.js'

interface EnvFlags {
  readonly target?: string
  readonly json?: boolean
  readonly shell: string
}

/** Where systems keep the certificates that everybody trusts. */
const systemBundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

/** Files of certificates that programs take in the place of the system's own. */
const bundleVariables = ['CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE'] as const

export const registerEnv: RegisterCommand = (program, io, finish) => {
  const env = program
    .command('env')
    .description(
      'print exports of URLs, user and certificate for eval, so that curl, Python and Node trust the emulator'
    )
    .option(
      '--target <url|name>',
      'a listener of the emulator, or its name (default: PESIM_URL or PESIM_NAME, else the last start)'
    )
    .addOption(new Option('--shell <name>', 'sh is for bash and zsh too').choices(Object.keys(exporters)).default('sh'))
    .option('--json', 'print one line of JSON')
  withExamples(env, [
    'eval "$(pesim env)"',
    'pesim env --shell fish | source',
    'curl -u "$PESIM_USER:$PESIM_PASSWORD" "$PESIM_FRANCE_URL/api/nutanix/v2.0/cluster"'
  ])
  env.action(async (flags: EnvFlags) => {
    const found = await findLiving(flags, io)
    const variables = await variablesOf(found, io)
    const write = exporters[flags.shell] ?? exporters['sh']
    show(
      { value: variables, lines: Object.entries(variables).map(([name, value]) => write?.(name, value) ?? '') },
      flags,
      io
    )
    finish(EXIT_OK)
  })
}

const exporters: Readonly<Record<string, (name: string, value: string) => string>> = {
  sh: (name, value) => `export ${name}=${quoted(value)}`,
  fish: (name, value) => `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}';`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`
}

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`

/** As `findEmulator`; but where this shell still names one that has ended, the last start, and a word about it. */
async function findLiving(flags: EnvFlags, io: Io): Promise<FoundEmulator> {
  const found = await findEmulator(flags, io)
  if (found.run !== undefined || flags.target !== undefined) return found
  const last = await findEmulator(flags, { env: { ...io.env, PESIM_URL: undefined } })
  if (last.run === undefined || (await answers(found, io))) return found
  io.stderr.write(`pesim: PESIM_URL names ${found.url}, which has ended; these are of ${last.by}, at ${last.url}\n`)
  return last
}

async function answers(found: FoundEmulator, io: Io): Promise<boolean> {
  using client = clientOf(found, io)
  try {
    await client.get('/version')
    return true
  } catch (error) {
    return !(error instanceof EmulatorUnreachable && error.code === 'no-connection')
  }
}

/** Throws `Unreachable` for an emulator that was not started here: who has not its word has not its certificate. */
async function variablesOf(found: FoundEmulator, io: Io): Promise<Record<string, string>> {
  const { run } = found
  if (run === undefined)
    throw new Unreachable(
      `Only an emulator that runs on this machine tells its certificate, and none does at ${found.url}${found.by === 'PESIM_URL' ? ', which PESIM_URL names' : ''}: pesim start --detach`
    )
  using client = clientOf(found, io)
  await client.get('/version')
  const sites: [string, RunSite][] = [...Object.entries(run.clusters), ['central', run.central]]
  const [first] = Object.values(run.clusters)
  return {
    PESIM_URL: run.url,
    ...Object.fromEntries(sites.flatMap(([name, { url }]) => (url === undefined ? [] : [[urlVariable(name), url]]))),
    PESIM_USER: first?.username ?? '',
    PESIM_PASSWORD: first?.password ?? '',
    ...(run.token !== undefined && { PESIM_CONTROL_TOKEN: run.token }),
    ...(run.ca !== undefined && (await trust(run, run.ca, io)))
  }
}

const urlVariable = (name: string): string => `PESIM_${name.toUpperCase().replace(/\W/g, '_')}_URL`

/** The certificate for programs that take one besides the system's, and a bundle of both for those that take one instead. */
async function trust({ pid }: RunFile, ca: string, { env }: Io): Promise<Record<string, string>> {
  const folder = await ownRunFolder(env)
  const [own, bundle] = [join(folder, `${pid}.pem`), join(folder, `${pid}-bundle.pem`)]
  await replaceFile(own, ca, { mode: 0o600 })
  await replaceFile(bundle, `${await trusted(folder, env)}\n${ca}`, { mode: 0o600 })
  return {
    ...{ PESIM_CA: own, NODE_EXTRA_CA_CERTS: own },
    ...Object.fromEntries(bundleVariables.map(name => [name, bundle]))
  }
}

/** What this shell trusts without pesim: the bundle that it names, unless an earlier `pesim env` did, else the system's. */
async function trusted(folder: string, env: Io['env']): Promise<string> {
  const named = bundleVariables.flatMap(name => env[name] || []).filter(file => !file.startsWith(folder))
  for (const file of [...named, ...systemBundles]) {
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text !== undefined) return text
  }
  return rootCertificates.join('\n')
}
