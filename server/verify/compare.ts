/** Compares a response with its contract: missing keys, types, and nulls where none are allowed. */
import { resolveRef } from '../http/contract/index.js'
import type { OpenApiDocument, Schema } from '../http/contract/index.js'
import { recordedKeys } from './known-quirks.js'

/** More than these say nothing new. */
const DIFFERENCES_MAX = 10

/**
 * Each difference is a sentence. Keys beyond the model are no difference: later versions of the product add some. A row of
 * a list stands for all of them.
 */
export function differencesIn(document: OpenApiDocument, schema: Schema, answer: unknown): string[] {
  const found = new Set<string>()
  visit(schema, answer, '')
  return [...found].slice(0, DIFFERENCES_MAX)

  function visit(schema: Schema, value: unknown, where: string): void {
    const node = resolveRef<Schema>(document, schema)
    const parts = node['allOf'] as Schema[] | undefined
    if (parts !== undefined) for (const part of parts) visit(part, value, where)
    const branches = (node['anyOf'] as Schema[] | undefined) ?? []
    if (branches.length > 0) {
      if (value === null && branches.some(({ type }) => type === 'null')) return
      const [branch] = branches.filter(({ type }) => type !== 'null')
      if (branch !== undefined) visit(branch, value, where)
      return
    }
    const types = [node['type'] ?? []].flat() as string[]
    if (types.length > 0 && !types.some(type => isA(type, value))) {
      found.add(`${where || 'the answer'} is ${kindOf(value)}, not ${types.join(' or ')}`)
      return
    }
    if (Array.isArray(value)) {
      for (const entry of value) visit((node['items'] ?? {}) as Schema, entry, `${where}[]`)
      return
    }
    if (value === null || typeof value !== 'object') return
    object(node, value as Record<string, unknown>, where)
  }

  function object(node: Schema, value: Record<string, unknown>, where: string): void {
    const properties = Object.entries((node['properties'] ?? {}) as Record<string, Schema>)
    const recorded = recordedKeys[String(node['x-vendor-model'])]?.map(letters) ?? []
    const quirky = properties.flatMap(([key]) => (recorded.includes(letters(key)) ? [key] : []))
    const place = (key: string): string => (where === '' ? key : `${where}.${key}`)
    for (const key of new Set([...((node['required'] ?? []) as readonly string[]), ...quirky]))
      if (!Object.hasOwn(value, key)) found.add(`${place(key)} is missing`)
    for (const [key, property] of properties) {
      if (Object.hasOwn(value, key)) visit(property, value[key], place(key))
    }
  }
}

/** A name in either dialect. */
const letters = (name: string): string => name.replaceAll('_', '').toLowerCase()

function isA(type: string, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return kindOf(value) === 'object'
  return typeof value === type
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
