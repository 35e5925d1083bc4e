/** Fixtures: what a lab starts from, as people write it down, checked against its published schema. */
import Ajv from 'ajv'
import type { ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import fixtures, { schema } from '../../build/fixtures.js'
import type { Command, Disk, Host, Pack, PowerState, Settings } from '../domain/core/index.js'

export interface Fixture {
  description?: string
  captured?: CapturedNote
  seed?: string
  settings?: Partial<Settings>
  clusters: ClusterFixture[]
  links?: LinkFixture[]
  steps?: ({ advanceSeconds: number } | { command: Command })[]
}

/** What `pesim capture` says of a file that it has made; a start passes over it. */
export interface CapturedNote {
  by?: string
  anonymized?: boolean
  /** What the cluster did not tell, and why. */
  notRead?: string[]
  /** What was read and is not in the file, and why. */
  notCarried?: string[]
  /** What no cluster tells, and what stands for it. */
  assumed?: string[]
}

export interface LinkFixture {
  between: [string, string]
  bandwidthBitsPerSecond: number
  latencyMilliseconds?: number
  /** By cluster: the name of the VM through which everything passes. */
  gateways?: Record<string, string>
}

/** Identifiers are made from the seed where a fixture gives none, here and below. */
export interface ClusterFixture {
  name: string
  uuid?: string
  /** What Prism shows, where that is no name for a host. */
  displayName?: string
  vip: string
  subnet: string
  version?: string
  hypervisor?: 'kKvm' | 'kVMware'
  timezone?: string
  pack?: Pack
  /** How many, or what is known of each. */
  hosts?: number | HostFixture[]
  containers?: ContainerFixture[]
  networks?: NetworkFixture[]
  vms?: VmFixture[]
  volumeGroups?: VolumeGroupFixture[]
  fileServers?: FileServerFixture[]
  users?: UserFixture[]
  snapshots?: SnapshotFixture[]
}

/** A snapshot that a protection domain holds when the lab begins. */
export interface SnapshotFixture {
  domain: string
  id: number
  /** The remote site that it came from, as this cluster calls it; taken here without it. */
  from?: string
  /** Microseconds, at the lab's first instant. */
  ageUsecs: number
  /** Microseconds after the lab's first instant; it is kept for ever without it. */
  expiresInUsecs?: number
  oneTime?: boolean
  oneTimeId?: number
  /** Where it went, or was to go. */
  remoteSites?: string[]
  /** Of all its VMs. */
  sizeBytes: number
  /** What nothing else holds; reckoned without it. */
  exclusiveBytes?: number
  vms: SnapshotVmFixture[]
}

/** What is left out is as it is of the VM. */
export interface SnapshotVmFixture {
  uuid: string
  name?: string
  handle?: number
  consistencyGroup?: string
  power?: 'on' | 'off'
  appConsistent?: boolean
}

/** What is left out is as for hosts that are only counted. */
export type HostFixture = Partial<Omit<Host, 'number' | 'inMaintenance' | 'disks' | 'lost'>>

export interface ContainerFixture {
  name: string
  uuid?: string
  capacityBytes?: number
  replicationFactor?: number
  compression?: boolean
  compressionDelaySeconds?: number
  erasureCoding?: boolean
  managed?: boolean
}

export interface NetworkFixture {
  name: string
  uuid?: string
  vlanId: number
  annotation?: string
  bridge?: string
  ipam?: IpamFixture
}

/** Addresses are IPv4, dotted. */
export interface IpamFixture {
  networkAddress: string
  /** Bits. */
  prefixLength: number
  gateway?: string
  dhcpServer?: string
  /** First and last address of each pool, separated by a blank. */
  ranges?: string[]
}

/** Beside the administrator whom the start names. Who has no password cannot log in. */
export interface UserFixture {
  username: string
  password?: string
  roles?: string[]
  enabled?: boolean
  firstName?: string
  lastName?: string
  emailId?: string
}

export interface VmFixture {
  name: string
  uuid?: string
  description?: string
  vcpus?: number
  coresPerVcpu?: number
  memoryMb?: number
  guestOs?: string
  guestTools?: boolean
  timezone?: string
  power?: PowerState
  changeBytesPerSecond?: number
  container?: string
  networks?: string[]
  /** In the place of `networks`. */
  nics?: NicFixture[]
  disks?: DiskFixture[]
}

export interface NicFixture {
  network: string
  uuid?: string
  mac?: string
  /** On a network whose addresses the cluster hands out; null for none, the next free one where nothing is said. */
  ip?: string | null
  connected?: boolean
}

export interface DiskFixture {
  sizeBytes: number
  usedBytes?: number
  uuid?: string
  bus?: Disk['bus']
  /** Its place on the bus; in the list without it. */
  index?: number
  cdrom?: boolean
  container?: string
}

export interface VolumeGroupFixture {
  name: string
  description?: string
  shared?: boolean
  changeBytesPerSecond?: number
  container?: string
  disks?: { sizeBytes: number; usedBytes?: number }[]
  attachedTo?: string[]
}

/** Its VMs are named after it and lie in a protection domain of their own. */
export interface FileServerFixture {
  name: string
  vms?: number
  vcpus?: number
  memoryMb?: number
  changeBytesPerSecond?: number
  container?: string
  /** Names: the internal one first, then those of its clients. */
  networks?: string[]
  disks?: { sizeBytes: number; usedBytes?: number }[]
}

/** A fixture that cannot be used: it says where the fault is. */
export class FixtureError extends Error {
  override readonly name = 'FixtureError'
  readonly code = 'invalid-fixture'
}

/** The fixtures that come with pesim. */
export const fixtureNames: readonly string[] = Object.keys(fixtures)

let validator: ValidateFunction<Fixture> | undefined

/** Compiled on first use, like every validator. */
function validate(): ValidateFunction<Fixture> {
  if (validator === undefined) {
    const ajv = new Ajv.default({ allErrors: false, strict: false })
    addFormats.default(ajv)
    validator = ajv.compile<Fixture>(JSON.parse(schema) as object)
  }
  return validator
}

/** A fixture from its JSON text. Throws `FixtureError` with `source` and the path of the fault. */
export function parseFixture(text: string, source: string): Fixture {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FixtureError(`${source} is not JSON: ${(error as Error).message}`)
  }
  return fixtureOf(value, source)
}

/** A fixture from plain data. Throws as `parseFixture` does. */
export function fixtureOf(value: unknown, source: string): Fixture {
  const check = validate()
  if (check(value)) return value
  const fault = check.errors?.[0]
  const key = (fault?.params as { additionalProperty?: string } | undefined)?.additionalProperty
  const what = key === undefined ? fault?.message : `unknown key ${key}`
  throw new FixtureError(`${source}, at ${fault?.instancePath === '' ? '/' : fault?.instancePath}: ${what}`)
}

/** The text of one of the fixtures that come with pesim; undefined where there is none of that name. */
export function builtInText(name: string): string | undefined {
  return Object.hasOwn(fixtures, name) ? fixtures[name] : undefined
}

/** One of the fixtures that come with pesim. A test has checked them: doing it at every start would take a quarter of the start. */
export function builtInFixture(name: string): Fixture | undefined {
  const text = builtInText(name)
  return text === undefined ? undefined : (JSON.parse(text) as Fixture)
}
