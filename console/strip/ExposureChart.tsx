/** Exposure as a saw-tooth under the promised recovery point objective; each fail-over is marked with what it lost. */
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import type { Control } from '../core/control.js'
import { formatBytes, formatInstant, formatSpan, formatTime } from '../core/format.js'
import { theme } from '../core/theme.js'

interface ExposureChartProps {
  readonly protection: Control['LedgerProtection']
  readonly failovers: readonly Control['LedgerFailover'][]
}

/** Between two lines of the scale, in seconds. */
const SPANS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800]
const HEIGHT = 190
const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

export function ExposureChart({ protection, failovers }: ExposureChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const { exposure, promised_seconds: promised, misses } = protection
  const shape = JSON.stringify([
    exposure,
    promised,
    misses.length,
    failovers.map(each => [each.started_usecs, each.outcome])
  ])
  useEffect(() => {
    const { current } = box
    if (current === null || exposure.length === 0) return undefined
    const chart = new uPlot(optionsOf(current.clientWidth, { protection, failovers }), dataOf(protection), current)
    const resized = new ResizeObserver(() => chart.setSize({ width: current.clientWidth, height: HEIGHT }))
    resized.observe(current)
    return () => {
      resized.disconnect()
      chart.destroy()
    }
  }, [shape, theme.value])
  const promise = promised === undefined ? '' : ` against ${formatSpan(promised)} promised`
  return (
    <div
      ref={box}
      class="chart"
      role="img"
      aria-label={`Exposure of ${protection.domain} over time${promise}; the figures stand below`}
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

function optionsOf(width: number, props: ExposureChartProps): uPlot.Options {
  const { failovers } = props
  const axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line') }
  }
  const time = (seconds: number): string => formatInstant(seconds * 1_000_000)
  return {
    ...{ width, height: HEIGHT },
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    cursor: { drag: { x: true, y: false } },
    legend: { live: true },
    axes: [
      { ...axis, space: 90, values: (_plot, values) => values.map(value => formatTime(value * 1_000_000)) },
      { ...axis, size: 80, incrs: SPANS, values: (_plot, values) => values.map(value => formatSpan(value)) }
    ],
    scales: { y: { range: (_plot, _low, high) => [0, high * 1.15 || 1] } },
    series: [
      { label: 'Instant', value: (_plot, value) => (value == null ? '—' : time(value)) },
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
  }
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
