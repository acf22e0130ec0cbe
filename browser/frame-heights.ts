/** No page is trusted to make its frame higher than this, in CSS pixels. */
const MAX_HEIGHT = 20_000

/**
 * Gives each frame of the newsroom's embeds the height its page tells. The frames are sandboxed and
 * so have no origin to be known by: they are known by the window they are.
 */
export function keepFramesAsHighAsTheirPages(newsroom: string): void {
  const frames = () =>
    [...document.querySelectorAll('iframe')].filter(({ src }) =>
      src.startsWith(`${newsroom}/embed/`),
    )
  addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('despatchHeight' in data)) return
    const height = Number(data.despatchHeight)
    const frame = frames().find(({ contentWindow }) => contentWindow === source)
    if (frame && height > 0 && height <= MAX_HEIGHT) frame.height = String(Math.ceil(height))
  })
  // Those that told it before anybody listened.
  const ask = () => {
    for (const { contentWindow } of frames()) contentWindow?.postMessage('despatch-height?', '*')
  }
  ask()
  addEventListener('DOMContentLoaded', ask)
}
