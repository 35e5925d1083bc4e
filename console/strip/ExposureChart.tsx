/** Exposure as a saw-tooth under the promised recovery point objective; each fail-over is marked with what it lost. */
import type uPlot from 'uplot'
import type { Control } from '../core/control.js'
import { formatBytes, formatSpan } from '../core/format.js'
import { Plot, colour } from '../parts/Plot.js'

interface ExposureChartProps {
  readonly protection: Control['LedgerProtection']
  readonly failovers: readonly Control['LedgerFailover'][]
}

/** With its scale of time in sight where the lab is as high as it is at first. */
const STRIP_HEIGHT = 140
/** Between two lines of the scale, in seconds. */
const SPANS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800]

export function ExposureChart(props: ExposureChartProps) {
  const { protection, failovers } = props
  const { exposure, promised_seconds: promised, misses } = protection
  const promise = promised === undefined ? '' : ` against ${formatSpan(promised)} promised`
  return (
    <Plot
      height={STRIP_HEIGHT}
      label={`Exposure of ${protection.domain} over time${promise}; the figures stand below`}
      shape={JSON.stringify([
        exposure,
        promised,
        misses.length,
        failovers.map(each => [each.started_usecs, each.outcome])
      ])}
      data={() => dataOf(protection)}
      options={() => ({
        y: { size: 80, incrs: SPANS, values: (_plot, values) => values.map(value => formatSpan(value)) },
        series: [
          {
            label: 'Exposure',
            stroke: colour('--accent'),
            width: 2,
            fill: colour('--accent-wash'),
            value: (_plot, value) => formatSpan(value)
          },
          {
            label: 'Promised',
            stroke: colour('--notice'),
            dash: [6, 4],
            width: 1.5,
            points: { show: false },
            value: (_plot, value) => formatSpan(value)
          }
        ],
        hooks: { draw: [plot => drawMarks(plot, props, failovers)] }
      })}
    />
  )
}

function dataOf({ exposure, promised_seconds: promised }: Control['LedgerProtection']): uPlot.AlignedData {
  return [
    exposure.map(({ at_usecs: at }) => at / 1_000_000),
    exposure.map(({ seconds }) => seconds),
    exposure.map(() => promised ?? null)
  ]
}

/** The fail-overs, the misses, and the name of the promised line on the line itself. */
function drawMarks(plot: uPlot, { protection }: ExposureChartProps, failovers: ExposureChartProps['failovers']): void {
  const { ctx, bbox } = plot
  const font = `${Math.round(12 * devicePixelRatio)}px system-ui, sans-serif`
  ctx.save()
  ctx.font = font
  ctx.textAlign = 'left'
  const x = (usecs: number): number => plot.valToPos(usecs / 1_000_000, 'x', true)
  ctx.fillStyle = colour('--trouble')
  ctx.globalAlpha = 0.14
  for (const { from_usecs: from, to_usecs: to } of protection.misses) {
    const left = Math.max(bbox.left, x(from))
    const right = to === undefined ? bbox.left + bbox.width : Math.min(bbox.left + bbox.width, x(to))
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height)
  }
  ctx.globalAlpha = 1
  if (protection.promised_seconds !== undefined) {
    ctx.fillStyle = colour('--notice')
    ctx.fillText(
      `promised ${formatSpan(protection.promised_seconds)}`,
      bbox.left + 6,
      plot.valToPos(protection.promised_seconds, 'y', true) - 6
    )
  }
  ctx.strokeStyle = ctx.fillStyle = colour('--trouble')
  for (const { started_usecs: at, kind, lost_bytes: lost } of failovers) {
    const position = x(at)
    if (position < bbox.left || position > bbox.left + bbox.width) continue
    ctx.fillRect(position, bbox.top, 1.5 * devicePixelRatio, bbox.height)
    ctx.textAlign = position > bbox.left + bbox.width / 2 ? 'right' : 'left'
    ctx.fillText(
      ` ${kind}: ${lost === 0 ? 'nothing lost' : `${formatBytes(lost)} lost`} `,
      position,
      bbox.top + 14 * devicePixelRatio
    )
  }
  ctx.restore()
}
