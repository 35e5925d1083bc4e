/** The Dockerfile built, and containers of it: runc starts them, as engines do. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import type { Host } from './network.js'
import { output } from './tools.js'

const root = join(import.meta.dirname, '../../..')
const store = join(root, 'build/image')

/** Of the image, as Docker keeps it. */
export interface ImageConfig {
  readonly User: string
  readonly WorkingDir: string
  readonly Env: readonly string[]
  readonly Entrypoint: readonly string[]
  readonly Cmd: readonly string[]
  readonly ExposedPorts: object
  readonly Volumes: object
  readonly Labels: Readonly<Record<string, string>>
  readonly Healthcheck: { readonly Test: readonly string[] }
}

export interface Image {
  readonly config: ImageConfig
  /** Its files. */
  readonly files: string
}

/** Minutes on a busy machine: bases, `npm ci` and the bundle, all as a fresh machine does it. */
export function buildImage(t: Test): Image {
  output(join(root, 'scripts/image.sh'), store)
  const buildah = (...args: readonly string[]): string =>
    output(
      'buildah',
      '--storage-driver',
      'vfs',
      '--root',
      join(store, 'store'),
      '--runroot',
      join(store, 'run'),
      ...args
    )
  const inspected = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/pesim')) as {
    Docker: { config: ImageConfig }
  }
  const container = buildah('from', '--pull-never', 'localhost/pesim')
  t.teardown(() => buildah('rm', container))
  return { config: inspected.Docker.config, files: buildah('mount', container) }
}

/** A volume as an engine makes it: empty, and owned as the folder of the image that it covers. */
export function volume(t: Test, image: Image, path: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pesim-volume-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const { uid, gid } = statSync(join(image.files, path))
  chownSync(folder, uid, gid)
  return folder
}

export interface Container {
  /** All that it has written. */
  text(): string
  /** A command inside, as its user: its exit code. */
  exec(...command: readonly string[]): Promise<number | null>
  /** Its exit code after the signal. */
  end(signal: 'TERM' | 'KILL'): Promise<number | null>
}

export interface ContainerOptions {
  readonly on: Host
  readonly env?: Readonly<Record<string, string>>
  /** Mounted at /data. */
  readonly data: string
}

let containers = 0

/** As `docker run --read-only --cap-drop ALL --security-opt no-new-privileges --tmpfs /tmp`: resolves once it serves. */
export async function startContainer(
  t: Test,
  image: Image,
  { on, env = {}, data }: ContainerOptions
): Promise<Container> {
  const folder = mkdtempSync(join(tmpdir(), 'pesim-bundle-'))
  const name = `pesim-${process.pid}-${(containers += 1)}`
  const runc = ['--root', join(folder, 'state')]
  mkdirSync(join(folder, 'bundle'))
  writeFileSync(join(folder, 'bundle/config.json'), JSON.stringify(bundleConfig(image, { on, env, data })))
  const child = spawn('runc', [...runc, 'run', '--bundle', join(folder, 'bundle'), name], {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  t.teardown(async () => {
    if (child.exitCode === null) output('runc', ...runc, 'kill', name, 'KILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  const written: string[] = []
  child.stderr.setEncoding('utf8').on('data', (part: string) => written.push(part))
  const serves = new Promise<void>(resolve => {
    createInterface({ input: child.stdout }).on('line', line => {
      written.push(`${line}\n`)
      if (/^ {2}clock /.test(line)) resolve()
    })
  })
  const text = (): string => written.join('')
  await Promise.race([serves, ended.then(code => Promise.reject(new Error(`It ends with ${code}: ${text()}`)))])
  return {
    text,
    exec: async (...command) => {
      const [code] = await once(spawn('runc', [...runc, 'exec', name, ...command], { stdio: 'ignore' }), 'close')
      return code as number | null
    },
    end: signal => {
      output('runc', ...runc, 'kill', name, signal)
      return ended
    }
  }
}

/** For runc: what the image says, with nothing that it does not need. */
function bundleConfig({ config, files }: Image, { on, env, data }: Required<ContainerOptions>): object {
  const [uid, gid] = config.User.split(':').map(Number)
  const memory = (destination: string, ...options: string[]): object => ({
    destination,
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nosuid', ...options]
  })
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid, gid },
      args: [...config.Entrypoint, ...config.Cmd],
      env: [...config.Env, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)],
      cwd: config.WorkingDir,
      capabilities: {},
      noNewPrivileges: true
    },
    root: { path: files, readonly: true },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      memory('/dev', 'mode=755'),
      memory('/tmp', 'nodev', 'mode=1777'),
      { destination: '/data', type: 'bind', source: data, options: ['bind', 'rw', 'nosuid', 'nodev'] }
    ],
    linux: {
      namespaces: [
        ...['pid', 'ipc', 'uts', 'mount'].map(type => ({ type })),
        { type: 'network', path: `/var/run/netns/${on}` }
      ],
      maskedPaths: ['/proc/kcore', '/proc/keys'],
      readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']
    }
  }
}
