/** The operations of the control API by topic, as its index lists them. */
import { operationsOf } from '../http/contract/index.js'
import { controlContract } from './contracts.js'

interface Topic {
  readonly topic: string
  readonly description: string
  readonly operations: {
    readonly method: string
    readonly path: string
    readonly operation: string
    readonly summary: string
  }[]
}

interface Tag {
  readonly name: string
  readonly description?: string
}

/** In the order of the document. */
export function controlTopics(): Topic[] {
  const { bases, document } = controlContract
  const { tags = [] } = document as { readonly tags?: readonly Tag[] }
  const topics = tags.map(({ name, description = '' }): Topic => ({ topic: name, description, operations: [] }))
  for (const { id, method, path, extra } of operationsOf(document)) {
    const { tags: [tag] = [], summary = '' } = extra as { readonly tags?: readonly string[]; readonly summary?: string }
    const whole = (bases[0] ?? '') + path
    topics
      .find(({ topic }) => topic === tag)
      ?.operations.push({ method, path: whole.replace(/\/$/, ''), operation: id, summary })
  }
  return topics
}
