/** What a path of the console shows that no page has. */
import { useLocation } from 'preact-iso/router'

export function NotFound() {
  const { path } = useLocation()
  return (
    <main class="page" tabIndex={-1}>
      <h1>Not found</h1>
      <p>The console has no page {path}.</p>
      <p>
        <a class="button" href="/console/">
          Home
        </a>
      </p>
    </main>
  )
}
