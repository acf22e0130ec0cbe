import { Marked } from 'marked'

/** An instance of its own: whatever else is made of `marked` changes nothing here. */
const marked = new Marked({ gfm: true, async: false })

/** GitHub's Markdown as HTML. HTML within it goes through as it is: the sanitiser comes after. */
export const markdownToHtml = (markdown: string): string =>
  marked.parse(markdown, { async: false }).trim()
