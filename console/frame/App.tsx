/** The frame of every page: head, page, strip. */
import lazy, { ErrorBoundary } from 'preact-iso/lazy'
import { LocationProvider, Route, Router } from 'preact-iso/router'
import { session } from '../core/session-state.js'
import { here } from '../core/site.js'
import { Toasts } from '../parts/Toasts.js'
import { Strip } from '../strip/Strip.js'
import { Head } from './Head.js'
import { Login } from './Login.js'
import { Lost } from './Lost.js'
import { NotFound } from './NotFound.js'

/** What is behind the login. */
export const loadPages = () => import('./pages.js')
const Home = lazy(() => loadPages().then(module => module.Home))
const DataProtection = lazy(() => loadPages().then(module => module.DataProtection))
const Vms = lazy(() => loadPages().then(module => module.Vms))
const Alerts = lazy(() => loadPages().then(module => module.Alerts))
const Tasks = lazy(() => loadPages().then(module => module.Tasks))
const Health = lazy(() => loadPages().then(module => module.Health))
const Storage = lazy(() => loadPages().then(module => module.Storage))
const Network = lazy(() => loadPages().then(module => module.Network))
const Hardware = lazy(() => loadPages().then(module => module.Hardware))
const Clusters = lazy(() => loadPages().then(module => module.Clusters))
const Drill = lazy(() => loadPages().then(module => module.Drill))

export function App() {
  return (
    <LocationProvider scope="/console">
      <ErrorBoundary>
        <div class="frame">
          <Lost />
          <Inside />
          <Strip />
        </div>
        <Toasts />
      </ErrorBoundary>
    </LocationProvider>
  )
}

function Inside() {
  const { state } = session.value
  if (state === 'unanswered')
    return (
      <>
        <Head />
        <main class="page" tabIndex={-1}>
          <h1>{here.value?.name ?? 'This site'} does not answer</h1>
          <p class="banner trouble">
            Its site has no power, or it cannot be reached. What is below goes on working: the power of a site is
            switched there.
          </p>
          <p>
            <button type="button" class="button" onClick={() => location.reload()}>
              Try again
            </button>
          </p>
        </main>
      </>
    )
  if (state !== 'in') return <Login />
  const isCentral = here.value?.kind === 'central'
  return (
    <>
      <Head />
      <Router>
        <Route path="/console/data-protection/:view?" component={DataProtection} />
        <Route path="/console/vm" component={Vms} />
        <Route path="/console/alerts" component={Alerts} />
        <Route path="/console/tasks" component={Tasks} />
        <Route path="/console/health" component={Health} />
        <Route path="/console/storage" component={Storage} />
        <Route path="/console/network" component={Network} />
        <Route path="/console/hardware" component={Hardware} />
        <Route path="/console/drill" component={Drill} />
        <Route path="/console" component={isCentral ? Clusters : Home} />
        <Route default component={NotFound} />
      </Router>
    </>
  )
}
