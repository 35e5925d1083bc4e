/** The manifests of deploy/kubernetes: valid, restricted, and of one mind with the image and the settings. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { readConfig } from '../../server/config/config.js'
import { settings } from '../../server/config/settings.js'
import { clientVariables } from '../../server/config/variables.js'
import { faultsOf, manifestsOf, unrestricted } from './manifests.js'
import type { Manifest, PodSpec } from './manifests.js'

const folder = 'deploy/kubernetes'
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const { resources, ...kustomization } = parse(read('kustomization.yaml')) as {
  resources: string[]
  namespace: string
  images: { name: string }[]
  replicas: { name: string; count: number }[]
}
const manifests = resources.flatMap(name => manifestsOf(read(name)))
const ofKind = <Spec extends object>(kind: string): Omit<Manifest, 'spec'> & { readonly spec: Spec } => {
  const found = manifests.find(each => each.kind === kind)
  if (found?.spec === undefined) throw new Error(`There is no ${kind}`)
  return { ...found, spec: found.spec as Spec }
}

interface SetSpec {
  readonly serviceName: string
  readonly replicas: number
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> }
  readonly template: { readonly metadata: { readonly labels: object }; readonly spec: PodSpec }
  readonly volumeClaimTemplates: readonly { readonly metadata: { readonly name: string } }[]
}
const set = ofKind<SetSpec>('StatefulSet')
const pod = set.spec.template.spec
const [container] = pod.containers
if (container === undefined) throw new Error('The pod has no container')

t.test('every manifest is in the kustomization, and is what the API of Kubernetes takes', async t => {
  t.same([...resources, 'kustomization.yaml'].sort(), readdirSync(folder).sort())
  for (const manifest of manifests) t.same(faultsOf(manifest), [], `${manifest.kind} ${manifest.metadata.name}`)
})

t.test('a manifest with a mistake is seen', async t => {
  const spec = (change: object): Manifest => ({ ...set, spec: { ...set.spec, ...change } })
  t.match(faultsOf(spec({ replicas: 'three' })), [/replicas .*integer/])
  t.match(faultsOf(spec({ template: undefined })), [/template/])
  t.same(faultsOf(spec({ serviceNames: 'pesim' })), ['/spec/serviceNames is not known'])
  const misspelt = { ...container, livenessprobe: {} }
  const template = { ...set.spec.template, spec: { ...pod, containers: [misspelt] } }
  t.same(faultsOf(spec({ template })), ['/spec/template/spec/containers/0/livenessprobe is not known'])
  t.same(faultsOf({ ...set, kind: 'StatefulSets' }), ['apps/v1 has no StatefulSets'])
})

t.test('the pod is restricted, as its namespace asks', async t => {
  t.same(unrestricted(pod), [])
  const labels = manifests.find(({ kind }) => kind === 'Namespace')?.metadata.labels
  t.match(labels, { 'pod-security.kubernetes.io/enforce': 'restricted' })
  t.match(container.securityContext, { readOnlyRootFilesystem: true })
  const { securityContext: _, ...loose } = container
  t.same(unrestricted({ ...pod, containers: [loose], volumes: [{ name: 'x', hostPath: {} }] }), [
    ...['hostPath', 'allowPrivilegeEscalation', 'capabilities.drop']
  ])
})

t.test('names lead where they should', async t => {
  const service = ofKind<{ clusterIP: string; selector: object; ports: { targetPort: string; port: number }[] }>(
    'Service'
  )
  t.equal(service.spec.clusterIP, 'None', 'each emulator has a name, and nothing chooses between them')
  t.equal(set.spec.serviceName, service.metadata.name)
  for (const selector of [service.spec.selector, set.spec.selector.matchLabels])
    t.match(set.spec.template.metadata.labels, selector)
  const ports = Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, containerPort]))
  t.same(ports, { 'prism-france': 9440, 'prism-canada': 9441, 'prism-central': 9442 })
  for (const { targetPort, port } of service.spec.ports) t.equal(ports[targetPort], port)
  t.match(container, {
    livenessProbe: { httpGet: { path: '/emulator/v1/health', port: 'prism-france', scheme: 'HTTPS' } },
    readinessProbe: { httpGet: { path: '/emulator/v1/ready', port: 'prism-france', scheme: 'HTTPS' } }
  })
  const mounted = [
    ...pod.volumes.map(({ name }) => name),
    ...set.spec.volumeClaimTemplates.map(each => each.metadata.name)
  ]
  t.same(mounted.sort(), container.volumeMounts.map(({ name }) => name).sort())
  t.match(ofKind('NetworkPolicy').spec, { policyTypes: ['Ingress', 'Egress'], egress: [] }, 'nothing leaves')
  t.match(kustomization, { namespace: 'pesim', images: [{ name: 'pesim' }], replicas: [{ name: 'pesim' }] })
})

t.test('what the pod is told is what pesim reads, with a Service called pesim beside it', async t => {
  const known = new Set(settings.map(({ variable }) => variable))
  const own = container.env.filter(({ name }) => name.startsWith('PESIM_'))
  t.same(
    own.map(({ name }) => name).filter(name => !known.has(name)),
    []
  )
  t.match(own.find(({ name }) => name === 'PESIM_CONTROL_TOKEN')?.valueFrom, {
    secretKeyRef: { name: 'pesim-control', key: 'token' }
  })
  const filled = (text = ''): string =>
    text.replace(/\$\(POD_NAME\)/g, 'pesim-0').replace(/\$\(POD_NAMESPACE\)/g, 'lab')
  const env = Object.fromEntries(own.map(({ name, value }) => [name, filled(value) || 'token']))
  const service = { PESIM_SERVICE_HOST: '10.0.0.1', PESIM_SERVICE_PORT: '9440', PESIM_PORT: 'tcp://10.0.0.1:9440' }
  const config = readConfig({}, { ...env, ...service })
  t.match(config, { advertise: 'pesim-0.pesim.lab.svc', data: '/data', controlToken: 'token', port: undefined })
  t.same(config.allowHost, ['pesim-0.pesim.lab.svc.cluster.local', 'pesim-0.pesim.lab', 'pesim-0.pesim'])
})

t.test('the example of a client is valid and restricted, and calls what there is', async t => {
  const [job] = manifestsOf(readFileSync('examples/kubernetes/drill.yaml', 'utf8'))
  if (job === undefined) throw new Error('The file is empty')
  t.same(faultsOf(job), [])
  const { template } = job.spec as { template: { spec: PodSpec } }
  t.same(unrestricted(template.spec), [])
  const [client] = template.spec.containers
  t.same(
    client?.env.map(({ name }) => name).filter(name => !(clientVariables as readonly string[]).includes(name)),
    []
  )
  t.match(client, { args: ['clock', 'advance', '1h'] })
})
