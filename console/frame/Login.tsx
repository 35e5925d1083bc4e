/** The login. */
import { useSignal } from '@preact/signals'
import { logIn } from '../core/prism.js'
import { session } from '../core/session-state.js'
import { here } from '../core/site.js'
import { Field } from '../parts/form/Field.js'
import { Form } from '../parts/form/Form.js'
import { useSubmit } from '../parts/form/use-submit.js'

export function Login() {
  const user = useSignal('')
  const password = useSignal('')
  const { busy, error, run } = useSubmit()
  const expired = session.value.state === 'out' && session.value.expired === true
  const site = here.value
  return (
    <main class="login" tabIndex={-1}>
      <Form
        class="card"
        onSubmit={() => {
          void run(() => logIn(user.value, password.value))
        }}
      >
        <div>
          <p class="quiet">{site?.kind === 'central' ? 'Prism Central' : 'Prism Element'}, emulated by pesim</p>
          <h1>{site?.name ?? 'pesim'}</h1>
        </div>
        {expired && <p class="banner notice">Your session has ended. Log in again to go on.</p>}
        <Field
          label="Username"
          value={user.value}
          onInput={text => (user.value = text)}
          autocomplete="username"
          focus
        />
        <Field
          label="Password"
          type="password"
          value={password.value}
          onInput={text => (password.value = text)}
          autocomplete="current-password"
          error={error}
        />
        <button type="submit" class="button primary" aria-disabled={busy}>
          Log in
        </button>
      </Form>
    </main>
  )
}
