/** The head of a page: where one is, where one can go, what wants to be seen. */
import { useLocation } from 'preact-iso/router'
import { session } from '../core/session-state.js'
import { consoleOf, here, sites } from '../core/site.js'
import { logOut, prism, read } from '../core/prism.js'
import { switchTheme, theme } from '../core/theme.js'
import { useLive } from '../core/live.js'
import { Icon } from '../parts/Icon.js'
import { Menu } from '../parts/Menu.js'
import { useScrollRoom } from '../parts/use-scroll-room.js'

const PAGES = [
  ['Home', '/console/'],
  ['Health', '/console/health'],
  ['VM', '/console/vm'],
  ['Storage', '/console/storage'],
  ['Network', '/console/network'],
  ['Hardware', '/console/hardware'],
  ['Data Protection', '/console/data-protection'],
  ['Alerts', '/console/alerts'],
  ['Tasks', '/console/tasks']
] as const

export function Head() {
  const { path } = useLocation()
  const room = useScrollRoom('scrollPaddingTop')
  const central = here.value?.kind === 'central'
  const { value: user } = session
  return (
    <header ref={room} class="top">
      <a class="brand" href="/console/">
        <img src="/console/icon.svg" alt="" width="20" height="20" />
        pesim
      </a>
      <span class="rule" />
      <Menu
        name={`Site: ${here.value?.name ?? ''}`}
        look="plain"
        label={here.value?.name ?? ''}
        choices={sites.value.sites.map(site => ({
          text: site.kind === 'central' ? 'Prism Central' : site.name,
          href: consoleOf(site),
          current: site.name === here.value?.name
        }))}
      />
      {!central && (
        <Menu
          label="Home"
          look="plain"
          choices={PAGES.map(([text, href]) => ({
            text,
            href,
            current: path.replace(/\/$/, '') === href.replace(/\/$/, '')
          }))}
        />
      )}
      <div class="end">
        {user.state === 'in' && !central && <Counts />}
        <button
          type="button"
          class="button plain"
          onClick={switchTheme}
          aria-label={`Switch to ${theme.value === 'dark' ? 'light' : 'dark'}`}
        >
          {theme.value === 'dark' ? '☀' : '☾'}
        </button>
        {user.state === 'in' && (
          <Menu
            right
            look="plain"
            name={`User: ${user.user}`}
            label={user.user}
            choices={[
              { text: 'Drill', href: '/console/drill' },
              { text: 'API reference', href: '/docs' },
              { text: 'Log out', onChoose: () => void logOut() }
            ]}
          />
        )}
      </div>
    </header>
  )
}

function Counts() {
  const query = { resolved: false, count: 1 }
  const alerts = useLive(() => read(prism.GET('/alerts', { params: { query } })))
  const tasks = useLive(() => read(prism.POST('/tasks/list', { body: { include_completed: false } })))
  const open = alerts.value?.metadata.total_entities ?? 0
  const running = (tasks.value?.entities ?? []).filter(({ progress_status }) => progress_status === 'Running').length
  return (
    <>
      <a class="button plain" href="/console/alerts" title="Open alerts">
        <Icon name="alert" />
        <span class="sr">Open alerts:</span> {open}
      </a>
      <a class="button plain" href="/console/tasks" title="Running tasks">
        <Icon name="task" />
        <span class="sr">Running tasks:</span> {running}
      </a>
    </>
  )
}
