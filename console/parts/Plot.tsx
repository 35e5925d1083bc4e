/** A chart over simulated time, in the colours of the theme; the figures stand beside it for readers without eyes. */
import { useEffect, useRef } from 'preact/hooks'
import type uPlot from 'uplot'
import { formatInstant, formatTime } from '../core/format.js'
import { theme } from '../core/theme.js'

interface PlotProps {
  /** What it shows, for readers without eyes. */
  readonly label: string
  /** Changes with whatever is to be drawn anew. */
  readonly shape: string
  /** Seconds since the epoch, then a list for each series. */
  readonly data: () => uPlot.AlignedData
  readonly options: () => PlotOptions
}

type PlotOptions = Pick<uPlot.Options, 'hooks'> & {
  readonly series: uPlot.Series[]
  readonly y: uPlot.Axis & { readonly size: number }
}

const HEIGHT = 190
export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

export function Plot({ label, shape, data, options }: PlotProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = box
    if (current === null) return undefined
    let chart: uPlot | undefined
    let isGone = false
    const resized = new ResizeObserver(() => chart?.setSize({ width: current.clientWidth, height: HEIGHT }))
    void import('uplot').then(({ default: Chart }) => {
      if (isGone) return
      chart = new Chart(allOptions(Chart, current.clientWidth, options()), data(), current)
      resized.observe(current)
    })
    return () => {
      isGone = true
      resized.disconnect()
      chart?.destroy()
    }
  }, [shape, theme.value])
  return <div ref={box} class="chart" role="img" aria-label={label} />
}

function allOptions(Chart: typeof uPlot, width: number, { series, y, hooks = {} }: PlotOptions): uPlot.Options {
  const axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line') }
  }
  return {
    ...{ width, height: HEIGHT, hooks },
    tzDate: seconds => Chart.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    cursor: { drag: { x: true, y: false } },
    legend: { live: true },
    axes: [
      { ...axis, space: 90, values: (_plot, values) => values.map(value => formatTime(value * 1_000_000)) },
      { ...axis, ...y }
    ],
    scales: { y: { range: (_plot, _low, high) => [0, high * 1.15 || 1] } },
    series: [
      { label: 'Instant', value: (_plot, value) => (value == null ? '—' : formatInstant(value * 1_000_000)) },
      ...series
    ]
  }
}
