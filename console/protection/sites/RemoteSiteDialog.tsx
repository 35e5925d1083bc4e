/** The dialog that adds a remote site in two steps, or changes one. */
import { useSignal } from '@preact/signals'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { here } from '../../core/site.js'
import { Check } from '../../parts/form/Check.js'
import { Dialog } from '../../parts/Dialog.js'
import { Field } from '../../parts/form/Field.js'
import { Form } from '../../parts/form/Form.js'
import { useSubmit } from '../../parts/form/use-submit.js'
import { Steps } from '../../parts/Steps.js'
import { siteBody } from '../requests.js'
import { SiteSettings } from './SiteSettings.js'

interface RemoteSiteDialogProps {
  /** The one to change; a new one without it. */
  readonly site?: Schemas['RemoteSite']
  readonly onClose: () => void
}

const STEPS = ['1. Details', '2. Settings'] as const

export function RemoteSiteDialog({ site: existing, onClose }: RemoteSiteDialogProps) {
  const site = useSignal(existing)
  return (
    <Dialog title="Remote Site" onClose={onClose}>
      <Steps steps={STEPS} at={site.value === undefined ? 0 : 1} />
      {site.value === undefined ? (
        <Details onClose={onClose} onAdded={added => (site.value = added)} />
      ) : (
        <SiteSettings site={site.value} isNew={existing === undefined} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface DetailsProps {
  readonly onClose: () => void
  readonly onAdded: (site: Schemas['RemoteSite']) => void
}

function Details({ onClose, onAdded }: DetailsProps) {
  const name = useSignal('')
  const address = useSignal('')
  const more = useSignal<readonly string[]>([])
  const proxy = useSignal(false)
  const tunnel = useSignal(false)
  const backupOnly = useSignal(false)
  const { busy, error, run } = useSubmit()
  const aboutAddress = error !== undefined && /address|ip\b|reach|itself/i.test(error)
  const submit = (): Promise<boolean> =>
    run(async () => {
      const addresses = [...more.value, address.value.trim()]
      const options = { proxy: proxy.value, tunnel: tunnel.value, backupOnly: backupOnly.value }
      const body = siteBody({ name: name.value.trim(), addresses, ...options })
      onAdded(await read(prism.POST('/remote_sites', { body })))
    })
  return (
    <Form
      onSubmit={() => {
        void submit()
      }}
    >
      <div class="dialog-body">
        <Field
          label="REMOTE SITE NAME"
          value={name.value}
          onInput={text => (name.value = text)}
          focus
          hintKind="notice"
          hint={`Ensure '${name.value || '…'}' has also configured '${here.value?.name ?? ''}' as a remote site.`}
          error={aboutAddress ? undefined : error}
        />
        <Check label="Enable Proxy" checked={proxy.value} onChange={on => (proxy.value = on)} />
        {proxy.value && <Check label="Use SSH Tunnel" checked={tunnel.value} onChange={on => (tunnel.value = on)} />}
        <fieldset>
          <legend class="label">CAPABILITIES</legend>
          <div class="row">
            <Check
              name="capability"
              label="Backup"
              checked={backupOnly.value}
              onChange={() => (backupOnly.value = true)}
            />
            <Check
              name="capability"
              label="Disaster Recovery"
              checked={!backupOnly.value}
              onChange={() => (backupOnly.value = false)}
            />
          </div>
        </fieldset>
        {more.value.map(text => (
          <p key={text} class="row">
            <span class="mono">{text}</span> <span class="quiet">Port: 2020</span>
          </p>
        ))}
        <div class="mapping address">
          <Field
            label="CLUSTER VIRTUAL IP"
            value={address.value}
            onInput={text => (address.value = text)}
            hint="Of the other cluster, the one that this site leads to."
            error={aboutAddress ? error : undefined}
          />
          <span class="quiet">Port: 2020</span>
          <button
            type="button"
            class="button"
            aria-label="Add address"
            onClick={() => {
              if (address.value.trim() === '') return
              more.value = [...more.value, address.value.trim()]
              address.value = ''
            }}
          >
            +
          </button>
        </div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button primary" aria-disabled={busy}>
          Add Site
        </button>
      </div>
    </Form>
  )
}
