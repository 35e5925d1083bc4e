/** Every contract document, built from the sources below openapi/. */
import { join } from 'node:path'
import { assemble } from './assemble.js'
import type { BuiltContract } from './assemble.js'
import { prismContracts } from './prism.js'
import { readHead, readTags } from './sources.js'

export function contracts(folder: string): BuiltContract[] {
  return [
    ...prismContracts(join(folder, 'prism')),
    {
      ...assemble('control', readHead(join(folder, 'control.yaml')), readTags(join(folder, 'control')), {}),
      packed: true
    },
    {
      ...assemble('central', readHead(join(folder, 'central.yaml')), readTags(join(folder, 'central')), {}),
      packed: true
    }
  ]
}
