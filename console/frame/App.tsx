/** The frame of every page: head, page, strip. */
import { ErrorBoundary, LocationProvider, Route, Router, lazy } from 'preact-iso'
import { session } from '../core/session-state.js'
import { here } from '../core/site.js'
import { Toasts } from '../parts/Toasts.js'
import { Head } from './Head.js'
import { Login } from './Login.js'
import { Lost } from './Lost.js'

const Home = lazy(() => import('../home/Home.js').then(module => module.Home))
const DataProtection = lazy(() => import('../protection/DataProtection.js').then(module => module.DataProtection))
const Vms = lazy(() => import('../vms/Vms.js').then(module => module.Vms))
const Alerts = lazy(() => import('../notices/Alerts.js').then(module => module.Alerts))
const Tasks = lazy(() => import('../notices/Tasks.js').then(module => module.Tasks))
const Health = lazy(() => import('../inventory/Health.js').then(module => module.Health))
const Storage = lazy(() => import('../inventory/Storage.js').then(module => module.Storage))
const Network = lazy(() => import('../inventory/Network.js').then(module => module.Network))
const Hardware = lazy(() => import('../inventory/Hardware.js').then(module => module.Hardware))
const Clusters = lazy(() => import('../central/Clusters.js').then(module => module.Clusters))
const Drill = lazy(() => import('../drill/Drill.js').then(module => module.Drill))
const Strip = lazy(() => import('../strip/Strip.js').then(module => module.Strip))

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
        <main class="page">
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
        <Route default component={isCentral ? Clusters : Home} />
      </Router>
    </>
  )
}
