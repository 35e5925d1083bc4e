/** The console: starts what runs behind the page, and draws it. */
import { render } from 'preact'
import './style.css'
import { startClock } from './core/clock.js'
import { followEvents } from './core/events.js'
import { whoAmI } from './core/prism.js'
import { wasLoggedIn } from './core/session-state.js'
import { here, loadSites } from './core/site.js'
import { startTheme } from './core/theme.js'
import { App, loadPages } from './frame/App.js'
import { keepFocus } from './frame/keep-focus.js'

startTheme()
if (wasLoggedIn()) void loadPages()
const known = whoAmI()
// Whoever was logged out sees the login while the server is still asked.
await Promise.all([loadSites().catch(() => undefined), wasLoggedIn() && known])
document.title = `${here.value?.name ?? 'pesim'} · pesim`
const root = document.getElementById('console')
if (root === null) throw new Error('The page has no place for the console')
render(<App />, root)
keepFocus()
startClock()
followEvents()
