/** The sites, and between two of them the link with what is on its way. */
import { control } from '../core/control.js'
import type { Control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { plural } from '../core/format.js'
import { useLive } from '../core/live.js'
import { State } from '../parts/State.js'
import { steer } from './do.js'
import { LinkBox } from './LinkBox.js'

export function Sites() {
  const clusters = useLive(() => dataOf(control.GET('/clusters', {}))).value?.clusters ?? []
  const links = useLive(() => dataOf(control.GET('/links', {}))).value?.links ?? []
  const of = (name: string) => clusters.find(each => each.name === name)
  // As the clusters stand in the world, whatever the order of the names in the link.
  const ordered = links.map(link => {
    const [left, right] = [link.a, link.b].sort(
      (a, b) => clusters.findIndex(c => c.name === a) - clusters.findIndex(c => c.name === b)
    )
    return { link, left: left ?? link.a, right: right ?? link.b }
  })
  return (
    <div class="field">
      {ordered.map(({ link, left, right }) => (
        <div class="sites" key={`${left} ${right}`}>
          <SiteBox cluster={of(left)} />
          <LinkBox link={link} left={left} />
          <SiteBox cluster={of(right)} />
        </div>
      ))}
      {links.length === 0 && clusters.map(cluster => <SiteBox key={cluster.name} cluster={cluster} />)}
    </div>
  )
}

function SiteBox({ cluster }: { readonly cluster: Control['Cluster'] | undefined }) {
  if (cluster === undefined) return <div class="card" />
  const { name, power, counts } = cluster
  const isOn = power === 'on'
  const change = (): void =>
    steer(() =>
      dataOf(control.PUT('/clusters/{name}', { params: { path: { name } }, body: { power: isOn ? 'lost' : 'on' } }))
    )
  return (
    <section class="card site" aria-label={`Site ${name}`}>
      <div class="row spread">
        <h2>{name}</h2>
        {isOn ? <State kind="good" word="on" /> : <State kind="trouble" word="power lost" />}
      </div>
      <p class="quiet">
        {plural(counts.vms, 'VM')}, {plural(counts.protection_domains, 'domain')},{' '}
        {plural(counts.snapshots, 'snapshot')}
      </p>
      <button type="button" class={`button small ${isOn ? 'danger' : ''}`} onClick={change}>
        {isOn ? `Cut the power of ${name}` : `Restore the power of ${name}`}
      </button>
    </section>
  )
}
