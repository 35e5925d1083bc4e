/** A link: one pipe for each direction, with its transfers; cut, slow, heal. */
import { now } from '../core/clock.js'
import { control } from '../core/control.js'
import type { Control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { formatBitRate, formatBytes, formatPercent, formatSpan, formatTime } from '../core/format.js'
import { Menu } from '../parts/Menu.js'
import { State } from '../parts/State.js'
import { steer } from './do.js'
import { linkState } from './link-state.js'

/** Of the rate of a whole link. */
const SLOW_SHARE = 10

export function LinkBox({ link, left }: { readonly link: Control['Link']; readonly left: string }) {
  const { a, b, nominal, latency_milliseconds: latency } = link
  const lanes = [...link.lanes].sort(lane => (lane.from === left ? -1 : 1))
  const params = { path: { a, b } }
  const slower = nominal.bandwidth_bits_per_second / SLOW_SHARE
  const cut = (from?: string) => (): void =>
    steer(() =>
      dataOf(control.POST('/links/{a}/{b}/cut', { params, body: from === undefined ? {} : { direction: { from } } }))
    )
  const slow = (): void =>
    steer(() => dataOf(control.POST('/links/{a}/{b}/slow', { params, body: { bandwidth_bits_per_second: slower } })))
  const heal = (): void => steer(() => dataOf(control.POST('/links/{a}/{b}/heal', { params, body: {} })))
  return (
    <section class="link-box" aria-label={`Link between ${a} and ${b}`}>
      {lanes.map(lane => (
        <Pipe key={lane.from} lane={lane} latency={latency} right={lane.from === left} />
      ))}
      <div class="row">
        <State {...linkState(link)} />
        <Menu
          label="Cut"
          look="small"
          choices={[
            { text: 'Both ways', onChoose: cut() },
            ...lanes.map(({ from, to }) => ({ text: `From ${from} to ${to}`, onChoose: cut(from) }))
          ]}
        />
        <button type="button" class="button small" onClick={slow}>
          Slow to {formatBitRate(slower)}
        </button>
        <button type="button" class="button small" onClick={heal}>
          Heal
        </button>
      </div>
    </section>
  )
}

interface PipeProps {
  readonly lane: Control['Lane']
  readonly latency: number
  readonly right: boolean
}

function Pipe({ lane, latency, right }: PipeProps) {
  const { up, bandwidth_bits_per_second: bandwidth, loss, transfers = [], from, to, down_since: since } = lane
  const loses = loss > 0 ? `, ${Math.round(loss * 100)} % lost` : ''
  const shared = transfers.length > 1 ? `${transfers.length} share ` : ''
  const downSince = up || since === undefined ? '' : ` since ${formatTime(Date.parse(since) * 1000)}`
  return (
    <div class={`pipe ${up ? '' : 'cut'}`}>
      <p class="row spread">
        <span>
          {right ? '' : '◀ '}
          {from} to {to}
          {right ? ' ▶' : ''}
        </span>
        <span class="quiet">
          {up ? `${shared}${formatBitRate(bandwidth)}, ${latency} ms${loses}` : `cut${downSince}`}
        </span>
      </p>
      {transfers.length === 0 && <div class="meter idle" aria-hidden="true" />}
      {transfers.map(transfer => (
        <TransferBar key={`${transfer.domain} ${transfer.snapshot_id}`} transfer={transfer} />
      ))}
      {transfers.length === 0 && <p class="quiet hint">{up ? 'idle' : 'nothing passes'}</p>}
    </div>
  )
}

function TransferBar({ transfer }: { readonly transfer: Control['Transfer'] }) {
  const { domain, snapshot_id: id, percent, completed_bytes: done, total_bytes: total, seconds_left: left } = transfer
  void now.value
  return (
    <div>
      <div
        class="meter"
        role="progressbar"
        aria-label={`${domain} #${id}`}
        aria-valuenow={Math.floor(percent)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p class="hint">
        <strong>
          {domain} #{id}
        </strong>{' '}
        {formatPercent(percent)}, {formatBytes(done)} of {formatBytes(total)},{' '}
        {left === undefined ? 'stands still' : `${formatSpan(left)} left`}
      </p>
    </div>
  )
}
