/** A small chart of cost against size, as SVG: both axes logarithmic where sizes are, the cost from zero. */
import type { Series } from './support.js'

const [WIDTH, HEIGHT] = [480, 260]
const AREA = { left: 60, right: 460, top: 40, bottom: 210 }

export function chartOf({ title, x, y, points }: Series): string {
  const sizes = points.map(([size]) => Math.log10(size))
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)]
  const most = Math.max(...points.map(([, cost]) => cost))
  const across = (size: number): number =>
    AREA.left + ((Math.log10(size) - first) / (last - first || 1)) * (AREA.right - AREA.left)
  const up = (cost: number): number => AREA.bottom - (cost / (most || 1)) * (AREA.bottom - AREA.top)
  const at = points.map(([size, cost]) => [across(size).toFixed(1), up(cost).toFixed(1)] as const)
  const labels = points.map(
    ([size, cost], index) =>
      `<text x="${at[index]?.[0]}" y="${AREA.bottom + 16}">${size}</text>` +
      `<text x="${at[index]?.[0]}" y="${up(cost) - 8}">${cost.toPrecision(3)}</text>` +
      `<circle cx="${at[index]?.[0]}" cy="${at[index]?.[1]}" r="3" fill="#1f6feb"/>`
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="11" text-anchor="middle">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${WIDTH / 2}" y="18" font-size="13">${escaped(title)}</text>
<path d="M${AREA.left} ${AREA.top}V${AREA.bottom}H${AREA.right}" fill="none" stroke="#888"/>
<polyline points="${at.map(point => point.join(',')).join(' ')}" fill="none" stroke="#1f6feb" stroke-width="2"/>
${labels.join('\n')}
<text x="${WIDTH / 2}" y="${HEIGHT - 12}">${escaped(x)}</text>
<text transform="translate(16 ${HEIGHT / 2}) rotate(-90)">${escaped(y)}</text>
</svg>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
