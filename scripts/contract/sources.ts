/** The YAML sources of the contract as they lie in openapi/, read in the order of their names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Components, OpenApi, Parameter, PathItem, Schema } from './openapi.js'

/** One file of operations. A small API keeps its models and parameters beside them. */
export interface TagFile {
  readonly tag: string
  /** Said once for each tag, in whichever of its files comes first. */
  readonly description?: string
  readonly paths: Readonly<Record<string, PathItem>>
  readonly models?: Readonly<Record<string, Schema>>
  readonly parameters?: Readonly<Record<string, Parameter>>
}

/** A document without its operations and models. */
export type Head = Omit<OpenApi, 'tags' | 'paths'> & { readonly components: Components }

export function readHead(path: string): Head {
  return parse(readFileSync(path, 'utf8')) as Head
}

/** Every tag file below a folder. */
export function readTags(folder: string): TagFile[] {
  return filesBelow(folder).map(path => parse(readFileSync(path, 'utf8')) as TagFile)
}

/** The named things of every file below a folder; none where there is no folder. */
export function readNamed<T>(folder: string): Record<string, T> {
  if (!existsSync(folder)) return {}
  return mergeNamed(filesBelow(folder).map(path => parse(readFileSync(path, 'utf8')) as Record<string, T>))
}

/** Puts parts together. A name that two of them have is an error: neither may hide the other. */
export function mergeNamed<T>(parts: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const merged: Record<string, T> = {}
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      if (name in merged) throw new Error(`${name} is written twice`)
      merged[name] = value
    }
  }
  return merged
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => join(folder, name))
}
