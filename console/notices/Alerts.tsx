/** The page of alerts. */
import { prism, read } from '../core/prism.js'
import { here } from '../core/site.js'
import { AlertTable } from './AlertTable.js'

export function Alerts() {
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Alerts</h1>
      </div>
      <section class="sheet">
        <AlertTable load={query => read(prism.GET('/alerts', { params: { query } }))} of={here.value?.name ?? ''} />
      </section>
    </main>
  )
}
