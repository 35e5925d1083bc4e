/** The strip at the foot of every page: time, the sites and the link between them, what goes wrong, and what it cost. */
import { signal } from '@preact/signals'
import lazy from 'preact-iso/lazy'
import { tokenWanted } from '../core/control.js'
import { Icon } from '../parts/Icon.js'
import { Tabs } from '../parts/Tabs.js'
import { useScrollRoom } from '../parts/use-scroll-room.js'
import { Clock } from './Clock.js'
import { Sites } from './Sites.js'
import { Summary } from './Summary.js'
import { Token } from './Token.js'

const tools = () => import('./tools.js')
const Ledger = lazy(() => tools().then(module => module.Ledger))
const Incidents = lazy(() => tools().then(module => module.Incidents))
const Journal = lazy(() => tools().then(module => module.Journal))
const LabState = lazy(() => tools().then(module => module.LabState))

const TABS = ['Sites', 'Ledger', 'Incidents', 'Journal', 'Lab'] as const
const KEPT = 'pesim-strip'

const open = signal(localStorage.getItem(KEPT) !== 'folded' && innerWidth > 640)
const tab = signal<(typeof TABS)[number]>('Sites')

export function Strip() {
  const room = useScrollRoom('scrollPaddingBottom')
  const toggle = (): void => {
    open.value = !open.value
    localStorage.setItem(KEPT, open.value ? 'open' : 'folded')
  }
  return (
    <aside ref={room} class={`strip ${open.value ? 'open' : ''}`} aria-label="Lab">
      {tokenWanted.value ? (
        <Token />
      ) : (
        <>
          <div class="strip-line">
            <Clock />
            {!open.value && <Summary />}
            <button type="button" class="button small plain end" aria-expanded={open.value} onClick={toggle}>
              {open.value ? 'Fold the lab away' : 'Show the lab'} {!open.value && <Icon name="fold" />}
            </button>
          </div>
          {open.value && (
            <div class="strip-body">
              <Tabs label="Lab" tabs={TABS} chosen={tab.value} onChoose={chosen => (tab.value = chosen)} />
              <div class="strip-panel" role="tabpanel" aria-label={tab.value} tabIndex={0}>
                {tab.value === 'Sites' && <Sites />}
                {tab.value === 'Ledger' && <Ledger />}
                {tab.value === 'Incidents' && <Incidents />}
                {tab.value === 'Journal' && <Journal />}
                {tab.value === 'Lab' && <LabState />}
              </div>
            </div>
          )}
        </>
      )}
    </aside>
  )
}
