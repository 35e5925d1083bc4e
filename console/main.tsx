/** The console: starts what runs behind the page, and draws it. */
import { render } from 'preact'
import './style.css'
import { startClock } from './core/clock.js'
import { followEvents } from './core/events.js'
import { whoAmI } from './core/prism.js'
import { here, loadSites } from './core/site.js'
import { startTheme } from './core/theme.js'
import { App } from './frame/App.js'
import { keepFocus } from './frame/keep-focus.js'

startTheme()
await Promise.all([loadSites().catch(() => undefined), whoAmI()])
document.title = `${here.value?.name ?? 'pesim'} · pesim`
const root = document.getElementById('console')
if (root === null) throw new Error('The page has no place for the console')
render(<App />, root)
keepFocus()
startClock()
followEvents()
