/** Answers of clusters without what tells whose they are. */
import { Anonymizer } from '../reading/index.js'
import type { AnonymousPart, Row } from '../reading/index.js'
import type { ClusterAnswers, SourceName } from './answers.js'

/** One thing has one replacement on all clusters. What a refusal said goes: only its status stays. */
export function anonymizeAnswers(answered: readonly ClusterAnswers[]): ClusterAnswers[] {
  const parts = answered.flatMap(({ rows }) =>
    Object.entries(rows).map(([about, body]): AnonymousPart => ({ about, body }))
  )
  const anonymizer = new Anonymizer(parts)
  return answered.map(({ rows, unread }) => ({
    rows: Object.fromEntries(
      Object.entries(rows).map(([about, body]) => [about, anonymizer.replace({ about, body }) as readonly Row[]])
    ),
    unread: Object.fromEntries(
      Object.entries(unread).map(([source, why]) => [source, /^\d+/.exec(why)?.[0] ?? ''])
    ) satisfies Partial<Record<SourceName, string>>
  }))
}
