/** A cluster of an estate by its name in the fixture, with what it answered. */
import type { ClusterFixture } from '../../seed/index.js'
import type { ClusterAnswers } from '../answers.js'

export interface NamedCluster {
  readonly fixture: ClusterFixture
  readonly answers: ClusterAnswers
}
