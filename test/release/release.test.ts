/** What a release needs is asked for by name, and the workflow that makes it is one that its makers' schema takes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validateWorkflow } from '@action-validator/core'
import t from 'tap'
import { parse } from 'yaml'
import { notesOf, releaseProblems } from '../../scripts/release.js'

const root = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

const manifest = {
  version: '1.2.0',
  repository: { type: 'git', url: 'git+https://forge.acme.dev/acme/pesim.git' },
  homepage: 'https://acme.dev/pesim',
  bugs: { url: 'https://forge.acme.dev/acme/pesim/issues' }
}
const changelog =
  '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-12-01\n\n### Fixed\n\n- It.\n\n## [1.1.0] - 2026-11-01\n\n- Old.\n'

t.test('a release that has everything is let through', async t => {
  t.same(releaseProblems(manifest, changelog, { tag: 'v1.2.0', repository: 'acme/pesim' }), [])
  t.equal(notesOf(changelog, '1.2.0'), '### Fixed\n\n- It.')
})

t.test('each thing that is missing is named', async t => {
  const named = (change: object, text = changelog, release = {}): string =>
    releaseProblems({ ...manifest, ...change }, text, release).join('\n')
  t.match(named({ version: '1.2' }), /1\.2 is no version/)
  t.match(named({}, changelog, { tag: 'v1.3.0' }), /v1\.3\.0 is not v1\.2\.0/)
  t.match(named({ version: '1.3.0' }), /no part "## \[1\.3\.0\]/)
  t.match(named({}, '## [1.2.0] - 2026-12-01\n\n## [1.1.0] - 2026-11-01\n'), /no part/, 'one with nothing in it')
  t.match(named({}, '## [1.2.0]\n\n- It.\n'), /no part/, 'one without its day')
  for (const field of ['repository', 'homepage', 'bugs'])
    for (const value of [
      undefined,
      '',
      'TODO',
      'https://example.com/pesim',
      'http://acme.dev',
      { url: 'https://pesim.example' }
    ])
      t.match(
        named({ [field]: value }),
        `the owner of the repository fills in ${field}`,
        `${field}: ${JSON.stringify(value)}`
      )
  t.match(named({}, changelog, { repository: 'other/pesim' }), /npm would refuse its provenance/)
})

const problems = releaseProblems(JSON.parse(read('package.json')) as typeof manifest, read('CHANGELOG.md'))

t.test('what this repository lacks is what its owner fills in, and the day of a release', async t => {
  t.same(
    problems.filter(problem => !/fills in (?:repository|homepage|bugs)|CHANGELOG\.md has no part/.test(problem)),
    []
  )
})

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>
  >
}

t.test('the workflow is taken by the published schema, and a wrong one is not', async t => {
  const text = read('.github/workflows/release.yml')
  t.same(validateWorkflow(text).errors, [])
  t.not(validateWorkflow(text.replace('runs-on: ubuntu-24.04', 'runs_on: ubuntu-24.04')).errors.length, 0)
})

t.test('the workflow runs only what the repository has', async t => {
  const { jobs } = parse(read('.github/workflows/release.yml')) as Workflow
  const steps = Object.values(jobs).flatMap(({ steps }) => steps)
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
  const run = steps.flatMap(step => step.run ?? []).join('\n')
  for (const [, name = ''] of run.matchAll(/npm run (?:--silent )?([\w:]+)/g)) t.ok(Object.hasOwn(scripts, name), name)
  for (const part of ['.ci/run', '--provenance', 'sbom.cdx.json', '--notes']) t.match(run, part)
  for (const { uses } of steps)
    if (uses !== undefined) t.match(uses, /^[\w-]+\/[\w-]+@v\d+$/, 'a version, not a branch')
})
