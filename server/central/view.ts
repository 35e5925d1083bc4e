/** State that Prism Central sees: the registered clusters and its own identity. */
import type { View, World } from '../domain/core/index.js'
import type { CentralIdentity, V1CanonicalHandlers, V2Handlers } from '../prism/core/index.js'

export interface CentralView {
  readonly world: View<World>
  readonly central: CentralIdentity
  /** Who is logged in. */
  readonly user: string
}

/** Operations of the clusters' API that Prism Central answers by itself, each as that of a cluster. */
type Answered<Handlers> = {
  readonly [Id in keyof Handlers]?: Handlers[Id] extends (request: infer Request) => infer Answer
    ? (request: Omit<Request, 'prism'> & { readonly prism: CentralView }) => Answer
    : never
}

export type CentralHandlers = Answered<V2Handlers & V1CanonicalHandlers>
