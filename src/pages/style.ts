/** The only stylesheet. Its path carries a version, so that it may be kept for ever. */
export const STYLE_PATH = '/style.3.css'

export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1f24, #e6e4df);
  --quiet: light-dark(#59616b, #a5abb3);
  --paper: light-dark(#fdfcf9, #14171a);
  --rule: light-dark(#dcd8cf, #31363c);
  --link: light-dark(#0b4f8a, #8cc4ff);
  --mark: light-dark(#eef2f5, #1e242a);
}
* { box-sizing: border-box }
body {
  margin: 0 auto; max-width: 46rem; padding: 0 1.25rem 3rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", Georgia, Cambria, "Noto Serif", "Noto Serif CJK JP", serif;
  overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: .15em }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px }
.skip { position: absolute; left: -99rem }
.skip:focus { position: static }
.masthead, .meta, .subscribe, .why, footer, th {
  font-family: system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif; font-size: .875rem;
}
.masthead {
  display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between;
  border-bottom: 1px solid var(--rule); padding: 1.25rem 0 .75rem;
}
.masthead > a { font-weight: 700; font-size: 1.0625rem; color: inherit; text-decoration: none }
nav a + a, .subscribe a + a { margin-inline-start: 1rem }
h1 { font-size: 1.875rem; line-height: 1.2; margin: 2rem 0 .5rem; text-wrap: balance }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0; text-wrap: balance }
.lede { color: var(--quiet); margin: 0 0 1rem; text-wrap: pretty }
.entries { list-style: none; margin: 0; padding: 0 }
.entries > li { border-top: 1px solid var(--rule); padding: 1.1rem 0 }
.entries h2 a, .entries h3 a { color: inherit; text-decoration-color: var(--rule) }
h3 { font-size: 1.0625rem; line-height: 1.35; margin: 0 }
.meta, .why, footer { color: var(--quiet); margin: .2rem 0 }
.excerpt { margin: .4rem 0 0; max-height: 6.4em; overflow: hidden }
.excerpt > * { margin: 0 }
.excerpt img, .excerpt figure, .excerpt video, .excerpt iframe { display: none }
.content img, .content video { max-width: 100%; height: auto }
.content iframe { max-width: 100%; border: 0 }
.content pre, .table { overflow-x: auto }
.search { display: flex; gap: .5rem; margin: 1rem 0 }
.search input { flex: 1; min-width: 0 }
.search input, .search button {
  font: .9375rem system-ui, sans-serif; color: inherit; background: var(--mark);
  border: 1px solid var(--quiet); border-radius: 4px; padding: .4rem .6rem;
}
.search :focus-visible { outline: 3px solid var(--link); outline-offset: 1px }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--rule) }
mark { background: var(--mark); color: inherit; padding: 0 .25em; border-radius: 3px }
table { border-collapse: collapse; width: 100%; font-size: .9375rem }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--rule) }
footer { border-top: 1px solid var(--rule); margin-top: 2.5rem; padding-top: .75rem }
.embed-builder { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .9rem 1.25rem; align-items: end }
.embed-builder p { margin: 0 }
.embed-builder label, .embed-result label { display: block; margin-bottom: .25rem; font: .875rem/1.4 system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif; color: var(--quiet) }
.embed-builder input, .embed-builder select, .embed-builder button, .embed-result textarea, .embed-result button {
  font: .9375rem/1.4 system-ui, sans-serif; color: var(--ink); background: var(--mark); min-width: 0; width: 100%;
  border: 1px solid var(--quiet); border-radius: 4px; padding: .45rem .6rem;
}
.embed-builder p:has([name=way]) { grid-column: 1 / -1 }
.embed-result { margin-top: 1.5rem }
.embed-result textarea { font: .8125rem/1.5 ui-monospace, monospace; resize: vertical }
.embed-result button { width: auto; margin-top: .5rem }
.embed-result h2 { margin: 2rem 0 .75rem }
.embed-result iframe { display: block; width: 100%; border: 0; color-scheme: inherit }
.embed-builder :focus-visible, .embed-result :focus-visible { outline: 3px solid var(--link); outline-offset: 1px }
.topic { margin-top: 2.25rem }
@media print { .masthead nav, .subscribe, .search, .skip { display: none } body { max-width: none } }
`
