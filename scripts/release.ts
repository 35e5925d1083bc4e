/**
 * What is missing for a release: `npm run release:check` says it, and ends with 1. `--tag v1.2.3` is the tag that is to be released, `--notes` prints
 * what the changelog says of this version, and nothing else. On GitHub the repository has to be the one that the manifest names.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Manifest {
  readonly version: string
  readonly repository?: unknown
  readonly homepage?: unknown
  readonly bugs?: unknown
}

export interface Release {
  readonly tag?: string | undefined
  /** Owner and name of the repository on GitHub, where the release is made there. */
  readonly repository?: string | undefined
}

const VERSION = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/
/** An address that somebody has filled in: names that are kept for examples lead nowhere. */
const ADDRESS =
  /^(?:git\+)?https:\/\/(?!(?:[\w-]+\.)*(?:example|invalid|test|localhost)(?:\.(?:com|org|net))?(?:[:/]|$))[\w-]+(?:\.[\w-]+)+\/?/

const urlOf = (value: unknown): string => {
  const url = typeof value === 'object' && value !== null && 'url' in value ? value.url : value
  return typeof url === 'string' ? url : ''
}

/** Empty where everything is there. */
export function releaseProblems(manifest: Manifest, changelog: string, { tag, repository }: Release = {}): string[] {
  const { version } = manifest
  const problems: string[] = []
  if (!VERSION.test(version)) problems.push(`package.json: ${version} is no version`)
  if (tag !== undefined && tag !== `v${version}`)
    problems.push(`the tag ${tag} is not v${version}, which package.json says`)
  if (notesOf(changelog, version) === undefined)
    problems.push(`CHANGELOG.md has no part "## [${version}] - YYYY-MM-DD" with something in it`)
  for (const field of ['repository', 'homepage', 'bugs'] as const)
    if (!ADDRESS.test(urlOf(manifest[field])))
      problems.push(`package.json: the owner of the repository fills in ${field} (docs/releasing.md)`)
  const url = urlOf(manifest.repository)
  if (repository !== undefined && url !== '' && !url.replace(/\.git$/, '').endsWith(`/${repository}`))
    problems.push(
      `package.json: repository is ${url}, and the release is made in ${repository}: npm would refuse its provenance`
    )
  return problems
}

/** What the changelog says of a version that has a date; undefined where it says nothing. */
export function notesOf(changelog: string, version: string): string | undefined {
  const parts = changelog.split(/^(?=## )/m)
  const part = parts.find(text => text.startsWith(`## [${version}] - `) && /^.* - \d{4}-\d{2}-\d{2}\n/.test(text))
  const notes = part?.slice(part.indexOf('\n')).trim()
  return notes === '' ? undefined : notes
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (name: string): string => readFileSync(join(import.meta.dirname, '..', name), 'utf8')
  const manifest = JSON.parse(read('package.json')) as Manifest
  const at = process.argv.indexOf('--tag')
  if (process.argv.includes('--notes')) {
    console.log(notesOf(read('CHANGELOG.md'), manifest.version) ?? '')
  } else {
    const tag = at < 0 ? undefined : (process.argv[at + 1] ?? '')
    const problems = releaseProblems(manifest, read('CHANGELOG.md'), {
      tag,
      repository: process.env['GITHUB_REPOSITORY']
    })
    for (const problem of problems) console.error(problem)
    console.log(
      problems.length === 0 ? `${manifest.version} can be released` : `${manifest.version} cannot be released yet`
    )
    process.exitCode = problems.length === 0 ? 0 : 1
  }
}
