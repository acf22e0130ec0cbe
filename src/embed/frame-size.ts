import type { EmbedView } from '../domain/embed-query.ts'

/** In CSS pixels. */
export interface FrameSize {
  width: number
  height: number
}

/** About the column of most pages. */
export const FRAME_WIDTH = 600

/** Narrower than this, most titles take a line more. */
const NARROW = 560

const PER_ENTRY = { title: { wide: 71, narrow: 93 }, summary: { wide: 142, narrow: 187 } }
const AROUND = 102

/**
 * As measured in Chromium with titles of 80 letters and summaries of 200, in columns of 600 and 400
 * pixels. A frame that is too low scrolls.
 */
export function usualHeight(view: EmbedView, entries: number, width: number): number {
  return AROUND + entries * PER_ENTRY[view][width < NARROW ? 'narrow' : 'wide']
}

/** The size of a frame for so many entries that is to be no wider and no higher than that. */
export function sizeWithin(
  view: EmbedView,
  entries: number,
  max: { width?: number | undefined; height?: number | undefined },
): FrameSize {
  const width = Math.min(FRAME_WIDTH, max.width ?? FRAME_WIDTH)
  const height = usualHeight(view, entries, width)
  return { width, height: Math.min(height, max.height ?? height) }
}
