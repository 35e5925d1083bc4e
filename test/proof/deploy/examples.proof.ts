/** What other programs make of files for them: Ansible plays the guide, kubectl builds the manifests, ShellCheck reads scripts. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { startProcess } from '../../support/process.js'
import { faultsOf, manifestsOf } from '../../deploy/manifests.js'
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

t.test('shell scripts are clean', { skip: skipWithout('shellcheck') }, async t => {
  const folders = ['scripts', 'deploy', 'examples']
  const paths = await Promise.all(
    folders.map(async folder => (await readdir(folder, { recursive: true })).map(path => join(folder, path)))
  )
  const scripts = paths.flat().filter(path => path.endsWith('.sh') && !path.includes('node_modules'))
  t.ok(scripts.includes('scripts/image.sh'))
  await t.resolves(run('shellcheck', ['.ci/run', ...scripts]))
})
