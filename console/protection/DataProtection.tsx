/** Data Protection: overview, and the table of domains and remote sites. */
import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso/router'
import { lookOnly } from '../core/session-state.js'
import { Menu } from '../parts/Menu.js'
import { Overview } from './Overview.js'
import { DomainDialog } from './domain/DomainDialog.js'
import { DomainTable } from './domain/DomainTable.js'
import { RemoteSiteDialog } from './sites/RemoteSiteDialog.js'
import { RemoteSiteTable } from './sites/RemoteSiteTable.js'

export function DataProtection() {
  const { params, query } = useRoute()
  const { route } = useLocation()
  const dialog = useSignal<'site' | 'domain' | undefined>(undefined)
  const isTable = params['view'] === 'table'
  const kind = query['kind'] === 'site' ? 'site' : 'domain'
  const close = (): void => void (dialog.value = undefined)
  const show = (view: string): void => route(`/console/data-protection${view}`)
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Data Protection</h1>
        <div class="group" role="group" aria-label="View">
          <Toggle text="Overview" on={!isTable} onClick={() => show('')} />
          <Toggle text="Table" on={isTable} onClick={() => show('/table')} />
        </div>
        <div class="group" role="group" aria-label="Kind">
          <Toggle text="Async DR" on={isTable && kind === 'domain'} onClick={() => show('/table')} />
          <Toggle text="Remote Site" on={isTable && kind === 'site'} onClick={() => show('/table?kind=site')} />
        </div>
        <div class="end">
          <Menu
            right
            label="+ Remote Site"
            choices={[
              { text: 'Physical Cluster', onChoose: () => (dialog.value = 'site'), off: lookOnly.value },
              { text: 'Cloud', off: 'not available here' }
            ]}
          />
          <Menu
            right
            label="+ Protection Domain"
            choices={[{ text: 'Async DR', onChoose: () => (dialog.value = 'domain'), off: lookOnly.value }]}
          />
        </div>
      </div>
      {!isTable && <Overview />}
      {isTable && kind === 'domain' && <DomainTable />}
      {isTable && kind === 'site' && <RemoteSiteTable />}
      {dialog.value === 'site' && (
        <RemoteSiteDialog
          onClose={() => {
            close()
            show('/table?kind=site')
          }}
        />
      )}
      {dialog.value === 'domain' && (
        <DomainDialog
          onClose={() => {
            close()
            show('/table')
          }}
        />
      )}
    </main>
  )
}

function Toggle({ text, on, onClick }: { readonly text: string; readonly on: boolean; readonly onClick: () => void }) {
  return (
    <button type="button" class={`button ${on ? 'on' : ''}`} aria-pressed={on} onClick={onClick}>
      {text}
    </button>
  )
}
