/** What a cluster is asked, and what it answered. */
import type { PageStyle, Row } from '../reading/index.js'

interface Source {
  /** Below the root of all versions. */
  readonly path: string
  readonly style: PageStyle | 'object'
  /** In the words of who reads what could not be read. */
  readonly title: string
}

/** Only GETs. In the order in which they are asked: the cluster first, so that its name is known. */
export const sources = {
  cluster: { path: 'v2.0/cluster', style: 'object', title: 'the cluster' },
  license: { path: 'v1/license', style: 'object', title: 'the licence' },
  hosts: { path: 'v2.0/hosts', style: 'whole', title: 'hosts' },
  containers: { path: 'v2.0/storage_containers', style: 'whole', title: 'storage containers' },
  networks: { path: 'v2.0/networks', style: 'whole', title: 'networks' },
  vms: { path: 'v1/vms', style: 'page', title: 'VMs (v1)' },
  configurations: {
    path: 'v2.0/vms?include_vm_disk_config=true&include_vm_nic_config=true',
    style: 'offset',
    title: 'disks and adapters of VMs (v2.0)'
  },
  disks: { path: 'v2.0/virtual_disks', style: 'page', title: 'virtual disks' },
  sites: { path: 'v2.0/remote_sites', style: 'whole', title: 'remote sites' },
  domains: { path: 'v2.0/protection_domains', style: 'whole', title: 'protection domains' },
  snapshots: { path: 'v2.0/protection_domains/dr_snapshots', style: 'whole', title: 'snapshots' },
  users: { path: 'v1/users', style: 'whole', title: 'users' }
} as const satisfies Readonly<Record<string, Source>>

export type SourceName = keyof typeof sources

/** Rows by what was asked; an object is one row. Undefined where the cluster did not answer with it. */
export interface ClusterAnswers {
  readonly rows: Readonly<Partial<Record<SourceName, readonly Row[]>>>
  /** Why something could not be read. */
  readonly unread: Readonly<Partial<Record<SourceName, string>>>
}

/** The text of a field that says something; undefined for anything else. */
export function textIn(row: Row | undefined, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row?.[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

/** Also of digits in a text, as figures are told. */
export function numberIn(row: Row | undefined, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = row?.[name]
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
  }
  return undefined
}

/** A whole number from `least` on. */
export function countIn(row: Row | undefined, least: number, ...names: readonly string[]): number | undefined {
  const value = numberIn(row, ...names)
  return value !== undefined && Number.isSafeInteger(value) && value >= least ? value : undefined
}

export function objectIn(row: Row | undefined, name: string): Row | undefined {
  const value = row?.[name]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Row) : undefined
}

export function listIn(row: Row | undefined, name: string): readonly Row[] {
  const value = row?.[name]
  return Array.isArray(value) ? value.filter((each): each is Row => each !== null && typeof each === 'object') : []
}

/** An object without the keys that have nothing to say. */
export function known<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}
