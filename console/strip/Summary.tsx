/** What the folded strip says: the links, and the worst exposure. */
import { control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { formatSpan } from '../core/format.js'
import { useLive } from '../core/live.js'
import { State } from '../parts/State.js'
import { linkState } from './link-state.js'

export function Summary() {
  const links = useLive(() => dataOf(control.GET('/links', {}))).value?.links ?? []
  const ledger = useLive(() => dataOf(control.GET('/ledger', {}))).value
  const exposures = (ledger?.protections ?? []).filter(each => each.active).flatMap(each => each.exposure_seconds ?? [])
  return (
    <div class="row">
      {links.map(link => (
        <State key={`${link.a} ${link.b}`} {...linkState(link)} />
      ))}
      {exposures.length > 0 && <span class="quiet">Worst exposure {formatSpan(Math.max(...exposures))}</span>}
    </div>
  )
}
