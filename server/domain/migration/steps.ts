/** The steps of a planned migration, as they are told. */
import type { DomainScene, Migration, View } from '../core/index.js'

interface StepFields {
  readonly cluster: string
  readonly domain: string
  readonly source: string
  readonly target: string
}

/** What the events of the steps have in common, by the side that tells them. */
export function stepsOf(
  { here, domain }: DomainScene,
  { target }: View<Migration>
): { readonly sourceSide: StepFields; readonly targetSide: StepFields } {
  const fields = { domain: domain.name, source: here.name, target }
  return { sourceSide: { ...fields, cluster: here.name }, targetSide: { ...fields, cluster: target } }
}
