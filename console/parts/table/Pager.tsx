/** Which rows of a long table are shown, and the way to the others. */
export const PAGE_ROWS = 50

interface PagerProps {
  readonly at: number
  readonly pages: number
  readonly count: number
  readonly onGo: (page: number) => void
}

export function Pager({ at, pages, count, onGo }: PagerProps) {
  const last = Math.min(count, (at + 1) * PAGE_ROWS)
  return (
    <div class="row">
      <span class="quiet">
        {at * PAGE_ROWS + 1}–{last} of {count}
      </span>
      <button
        type="button"
        class="button small"
        aria-label="Previous page"
        aria-disabled={at === 0}
        onClick={() => at > 0 && onGo(at - 1)}
      >
        ‹
      </button>
      <button
        type="button"
        class="button small"
        aria-label="Next page"
        aria-disabled={at >= pages - 1}
        onClick={() => at < pages - 1 && onGo(at + 1)}
      >
        ›
      </button>
    </div>
  )
}
