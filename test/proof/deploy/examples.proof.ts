/** What other programs make of files for them: Ansible, kubectl, bash as GitHub calls it, Java, compilers, ShellCheck. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { parse } from 'yaml'
import { startProcess } from '../../support/process.js'
import { faultsOf, manifestsOf } from '../../deploy/manifests.js'
import { packed, project } from '../packed.js'
import { output, skipWithout } from './tools.js'

const run = promisify(execFile)

t.test('the playbook plays the guide', { skip: skipWithout('ansible-playbook') }, async t => {
  const home = await mkdtemp(join(tmpdir(), 'pesim-ansible-'))
  t.teardown(() => rm(home, { recursive: true, force: true }))
  const play = async (...options: readonly string[]): Promise<string> => {
    const args = ['--https', '--port', '0', '--data', await mkdtemp(join(home, 'data-')), '--clock', 'frozen']
    const { started, end } = await startProcess(t, { args })
    const { france, canada } = started.clusters
    const data = args[args.indexOf('--data') + 1] ?? ''
    const env = {
      ...{ PESIM_FRANCE_URL: france?.url, PESIM_CANADA_URL: canada?.url, PESIM_CA: join(data, 'certificate.pem') },
      ...{ PESIM_USER: france?.username, PESIM_PASSWORD: france?.password },
      ...{ PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' }
    }
    try {
      return (await run('ansible-playbook', ['examples/ansible/guide.yml', ...options], { env })).stdout
    } finally {
      await end('SIGTERM')
    }
  }
  t.match(await play(), /"msg": "In Canada: app01, db01, web01"[^]*failed=0/)
  const unmapped = '{"containers": {"france": "one", "canada": "other"}}'
  await t.rejects(play('--extra-vars', unmapped), { code: 2 }, 'it fails where VMs have nowhere to go')
})

// No package of Debian's knows kustomizations of today: where kubectl is not on the machine, npm test has checked the files alone.
const withoutKubectl = spawnSync('which', ['kubectl']).status !== 0 && 'needs kubectl'
t.test('kubectl builds the manifests of deploy/kubernetes', { skip: withoutKubectl }, async t => {
  const manifests = manifestsOf(output('kubectl', 'kustomize', 'deploy/kubernetes'))
  const kinds = ['Namespace', 'NetworkPolicy', 'Service', 'StatefulSet']
  t.same(manifests.map(({ kind }) => kind).sort(), kinds)
  for (const manifest of manifests) t.same(faultsOf(manifest), [], manifest.kind)
  t.match(manifests.find(({ kind }) => kind === 'StatefulSet')?.spec, {
    replicas: 3,
    template: { spec: { containers: [{ image: /^pesim:\d/ }] } }
  })
})

/** The variables of a file that a runner reads: `NAME=value`, one a line. */
const variablesOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split('\n').flatMap(line => (line === '' ? [] : [line.split(/=(.*)/s).slice(0, 2)])))

t.test('the step of action.yml starts an emulator that later steps find', { skip: skipWithout('curl') }, async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-action-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const { runs } = parse(await readFile('action.yml', 'utf8')) as { runs: { steps: { run: string }[] } }
  const [files, state] = [['env', 'output'].map(name => join(folder, name)), join(folder, 'state')]
  await Promise.all([...files.map(file => writeFile(file, '')), mkdir(state)])
  const [envFile = '', outputFile = ''] = files
  const env = {
    ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], XDG_RUNTIME_DIR: state },
    ...{ GITHUB_ENV: envFile, GITHUB_OUTPUT: outputFile, PACKAGE: await packed(t) },
    ...{ FIXTURE: 'france-canada-protected', CLOCK: 'frozen', ARGUMENTS: '--strict --log-level warn' }
  }
  const inside = { cwd: folder, env }
  t.teardown(() => run('npx', ['--yes', '--package', env.PACKAGE, 'pesim', 'stop'], inside))
  for (const { run: script } of runs.steps) await run('bash', ['-eo', 'pipefail', '-c', script], inside)

  const later = { ...env, ...variablesOf(await readFile(envFile, 'utf8')) } as Record<string, string>
  const outputs = variablesOf(await readFile(outputFile, 'utf8'))
  t.equal(outputs['france-url'], later['PESIM_FRANCE_URL'])
  const domains = '"$PESIM_FRANCE_URL/api/nutanix/v2.0/protection_domains/gold"'
  const { stdout } = await run('bash', ['-c', `curl -sf -u "$PESIM_USER:$PESIM_PASSWORD" ${domains}`], { env: later })
  t.match(JSON.parse(stdout), { name: 'gold', active: true }, 'by a client that trusts it')

  t.test('and so does Failover.java', { skip: skipWithout('java') }, async t => {
    const java = spawnSync('java', ['examples/java/Failover.java'], { env: later, encoding: 'utf8' })
    t.equal(java.stdout, 'In Canada: web01\n', java.stderr)
  })
})

t.test('what needs an engine compiles', async t => {
  const inside = await project(t, 'testcontainers', await packed(t))
  t.equal(await inside.run('npx', '--offline', 'tsc', '--noEmit'), '')
  await writeFile(join(inside.folder, 'wrong.ts'), wrongUse)
  await t.resolves(inside.run('npx', '--offline', 'tsc', '--noEmit', '--ignoreConfig', ...STRICT, 'wrong.ts'))
  await t.resolves(run('python3', ['-c', 'import ast; ast.parse(open("examples/python/pesim_container.py").read())']))
})

const STRICT = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--skipLibCheck']

/** A directive that expects no error is one. */
const wrongUse = `import { PesimContainer } from './pesim-container.js'
// @ts-expect-error: a name, not a number
new PesimContainer().withFixture(7)
// @ts-expect-error: no such cluster
export const url = async (): Promise<string> => (await new PesimContainer().start()).urlOf('mars')
`

t.test('shell scripts are clean', { skip: skipWithout('shellcheck') }, async t => {
  const folders = ['scripts', 'deploy', 'examples']
  const paths = await Promise.all(
    folders.map(async folder => (await readdir(folder, { recursive: true })).map(path => join(folder, path)))
  )
  const scripts = paths.flat().filter(path => path.endsWith('.sh') && !path.includes('node_modules'))
  t.ok(scripts.includes('scripts/image.sh'))
  await t.resolves(run('shellcheck', ['.ci/run', ...scripts]))
})
