/** Kubernetes manifests against the schemas of its API, and against the restricted Pod Security Standard. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> }
  readonly spec?: object
}

/** Compiled by Ajv: what is wrong is in `errors`. */
interface Validate {
  (data: object): boolean
  readonly errors?:
    readonly { readonly instancePath: string; readonly message?: string; readonly params: object }[] | null
}

const schemas = join(import.meta.dirname, '../../node_modules/kubernetes-models/_schemas')
const load = createRequire(import.meta.url)

export const manifestsOf = (text: string): Manifest[] =>
  parseAllDocuments(text).map(document => document.toJS() as Manifest)

/** What is wrong with a manifest, key by key; nothing where Kubernetes would take it. */
export function faultsOf(manifest: Manifest): string[] {
  const [version = '', group = 'core'] = manifest.apiVersion.split('/').reverse()
  const [name = ''] = group.split('.')
  const file = `IoK8sApi${capital(name)}${capital(version)}${manifest.kind}.js`
  if (!existsSync(join(schemas, file))) return [`${manifest.apiVersion} has no ${manifest.kind}`]
  const { validate } = load(join(schemas, file)) as { validate: Validate }
  const unread = new Set<string>()
  if (validate(observed(manifest, '', unread))) return [...unread].map(path => `${path} is not known`)
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? JSON.stringify(params)}`
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * The published schemas take what they do not know, and Kubernetes drops it. A validator reads each key that its schema has: the
 * path of every other one stays in `unread`.
 */
function observed<T extends object>(value: T, path: string, unread: Set<string>): T {
  const pathOf = (key: string): string => `${path}/${key}`
  if (!Array.isArray(value)) for (const key of Object.keys(value)) unread.add(pathOf(key))
  return new Proxy(value, {
    get: (target, key, receiver) => {
      const found: unknown = Reflect.get(target, key, receiver)
      if (typeof key !== 'string' || !Object.hasOwn(target, key)) return found
      unread.delete(pathOf(key))
      return typeof found === 'object' && found !== null ? observed(found, pathOf(key), unread) : found
    }
  })
}

interface SecurityContext {
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly seccompProfile?: { readonly type?: string }
  readonly allowPrivilegeEscalation?: boolean
  readonly privileged?: boolean
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] }
}

export interface Container {
  readonly name: string
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[]
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[]
  readonly securityContext?: SecurityContext
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[]
}

export interface PodSpec {
  readonly securityContext?: SecurityContext
  readonly containers: readonly Container[]
  readonly volumes: readonly Readonly<Record<string, unknown>>[]
}

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret'
]

/** Where a pod is not what the restricted standard asks of one. */
export function unrestricted(pod: PodSpec): string[] {
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter(key => Object.hasOwn(pod, key))
  const volumes = pod.volumes.flatMap(volume =>
    Object.keys(volume).filter(key => key !== 'name' && !VOLUMES.includes(key))
  )
  return [...host, ...volumes, ...pod.containers.flatMap(container => looseIn(container, pod.securityContext))]
}

function looseIn({ securityContext = {} }: Container, pod: SecurityContext = {}): string[] {
  const context = { ...pod, ...securityContext }
  const rules: readonly (readonly [string, boolean])[] = [
    ['runAsNonRoot', context.runAsNonRoot === true],
    ['runAsUser', context.runAsUser !== 0],
    ['seccompProfile', context.seccompProfile?.type === 'RuntimeDefault'],
    ['allowPrivilegeEscalation', context.allowPrivilegeEscalation === false],
    ['privileged', context.privileged !== true],
    ['capabilities.drop', context.capabilities?.drop?.includes('ALL') === true],
    ['capabilities.add', (context.capabilities?.add ?? []).every(each => each === 'NET_BIND_SERVICE')]
  ]
  return rules.flatMap(([name, holds]) => (holds ? [] : [name]))
}
