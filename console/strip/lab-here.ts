/** Which lab this page is of. */
import type { Control } from '../core/control.js'
import { sites } from '../core/site.js'

type Lab = Control['Lab']

/** The one whose addresses are those of this page's sites; main where none has any. */
export function labHere(labs: readonly Lab[]): Lab | undefined {
  const urls = sites.value.sites.flatMap(({ url }) => url ?? [])
  const at = ({ url, host }: Lab['central']): boolean =>
    url === undefined ? host === location.hostname : urls.includes(url)
  return labs.find(lab => [lab.central, ...Object.values(lab.clusters)].some(at)) ?? labs[0]
}
