/** `pesim capture`: reads the clusters, tries what they make, and writes it. */
import { ConfigError } from '../config/index.js'
import { version } from '../contracts/index.js'
import { EXIT_OK, bytes, httpClient, startProgress, targetUrl } from '../cli/core/index.js'
import type { HttpTarget, Io } from '../cli/core/index.js'
import type { Instant } from '../domain/core/index.js'
import { wallClock } from '../engine/index.js'
import { replaceFile } from '../files/index.js'
import { checkPrism, listClient, patientClient, recordingClient, recordingOf, targetOf } from '../reading/index.js'
import type { Exchange, TargetFlags } from '../reading/index.js'
import type { Fixture } from '../seed/index.js'
import { anonymizeAnswers } from './anonymize-answers.js'
import { sources } from './answers.js'
import type { ClusterAnswers } from './answers.js'
import { estateOf } from './estate/estate.js'
import type { Notes } from './estate/notes.js'
import { readCluster, sourceNames } from './read-cluster.js'
import { rehearse } from './rehearse.js'

export interface CaptureFlags extends TargetFlags {
  readonly peer?: readonly string[]
  readonly out?: string
  readonly anonymize?: boolean
  readonly record?: string
  readonly json?: boolean
}

const BASE = '/PrismGateway/services/rest/'

/** Never among the things that a cluster can be asked for, or that a fixture could hold. */
const untold = 'tasks, alerts, events, marks, passwords and the speed of the line: see docs/capture.md'

/**
 * Throws `ConfigError` for wrong flags, `Unreachable` where a cluster does not answer, lets nobody in, or has a list without an
 * end: then nothing is written.
 */
export async function runCapture(flags: CaptureFlags, io: Io): Promise<number> {
  const { out } = flags
  if (out === undefined) throw new ConfigError('--out is missing: the file that the fixture is written to')
  const targets = await targetsOf(flags, io)
  const print = (line: string): void => void (flags.json === true || io.stdout.write(`${line}\n`))
  print(`Reading from ${targets.map(({ url }) => url.origin).join(' and ')}; nothing is changed.`)
  const exchanges: Exchange[] = []
  const read = await readAll(targets, flags.record === undefined ? undefined : exchanges, io)
  const answers = flags.anonymize === true ? anonymizeAnswers(read) : read
  const { fixture, notes } = captured(answers, wallClock(), flags.anonymize)
  const text = `${JSON.stringify(fixture, null, 2)}\n`
  await replaceFile(out, text)
  if (flags.record !== undefined) await replaceFile(flags.record, `${JSON.stringify(recordingOf(exchanges))}\n`)
  if (flags.json === true) io.stdout.write(`${JSON.stringify({ file: out, ...countsOf(fixture), ...notes })}\n`)
  else for (const line of summary(fixture, notes, out, text)) print(line)
  return EXIT_OK
}

/** The fixture of what was answered, tried at an instant, with what it says of itself. */
export function captured(
  answers: readonly ClusterAnswers[],
  now: Instant,
  anonymized = false
): { fixture: Fixture; notes: Notes } {
  const estate = estateOf(answers)
  const fixture = rehearse(estate, now)
  const { notes } = estate
  return { fixture: { captured: { by: version, ...(anonymized && { anonymized }), ...notes }, ...fixture }, notes }
}

async function targetsOf(flags: CaptureFlags, io: Io): Promise<HttpTarget[]> {
  const target = await targetOf(flags, io)
  const checked = { checked: flags.insecure !== true }
  const urls = [target.url, ...(flags.peer ?? []).map(text => targetUrl(text, '--peer'))]
  const twice = urls.find((url, index) => urls.findIndex(each => each.href === url.href) !== index)
  if (twice !== undefined) throw new ConfigError(`${twice.origin} is named twice`)
  return urls.map(url => ({ ...target, ...checked, url }))
}

/** One cluster after the other: each has enough to do. */
async function readAll(
  targets: readonly HttpTarget[],
  exchanges: Exchange[] | undefined,
  io: Io
): Promise<ClusterAnswers[]> {
  const progress = startProgress(io, targets.length * sourceNames.length)
  const answers: ClusterAnswers[] = []
  try {
    for (const [index, target] of targets.entries()) {
      const patient = patientClient(httpClient(target, io.stop), io.stop)
      using client = exchanges === undefined ? patient : recordingClient(patient, index, exchanges)
      await checkPrism(client, target)
      const before = index * sourceNames.length
      answers.push(
        await readCluster(listClient(client, BASE), ({ source, read, of }) => {
          const count = read === 0 ? '' : ` ${read}${of === undefined ? '' : ` of ${of}`}`
          progress.at(before + sourceNames.indexOf(source), `${target.url.host}: ${sources[source].title}${count}`)
        })
      )
    }
  } finally {
    progress.end()
  }
  return answers
}

function countsOf({ clusters, steps = [] }: Fixture) {
  const ofType = (type: string): number => steps.filter(step => 'command' in step && step.command.type === type).length
  return {
    clusters: clusters.length,
    vms: clusters.reduce((sum, { vms = [] }) => sum + vms.length, 0),
    remoteSites: ofType('add-remote-site'),
    protectionDomains: ofType('create-protection-domain'),
    schedules: ofType('add-schedule'),
    snapshots: clusters.reduce((sum, { snapshots = [] }) => sum + snapshots.length, 0)
  }
}

function summary(fixture: Fixture, notes: Notes, out: string, text: string): string[] {
  const counts = countsOf(fixture)
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map(line => `  ${line}`)]
  return [
    ...fixture.clusters.map(({ name, version: aos, hosts, vms = [], vip }) => {
      const count = Array.isArray(hosts) ? hosts.length : hosts
      return `${name} (${vip}, AOS ${aos}): ${count} hosts, ${vms.length} VMs`
    }),
    `${counts.remoteSites} remote sites, ${counts.protectionDomains} protection domains, ${counts.schedules} schedules, ${counts.snapshots} snapshots`,
    ...list('Not read:', notes.notRead),
    ...list('Read and not carried:', notes.notCarried),
    ...list('Assumed:', notes.assumed),
    '',
    `Never carried: ${untold}.`,
    `Written to ${out} (${bytes(Buffer.byteLength(text))}): pesim start --fixture ${out} answers as this estate.`
  ]
}
