import { sha256 } from '../web/digest.ts'

/**
 * The only stylesheet: colours and type first, then the frame of every page, then what stands in it.
 * Everything is laid out by the direction of its text (`inline`, `block`), never by left and right.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1f24, #e6e4df);
  --quiet: light-dark(#59616b, #a5abb3);
  --paper: light-dark(#fdfcf9, #14171a);
  --tint: light-dark(#f3f1ea, #1d2226);
  --rule: light-dark(#dcd8cf, #31363c);
  --edge: light-dark(#858b93, #757c85);
  --link: light-dark(#0b4f8a, #8cc4ff);
  --mark: light-dark(#f7ecc4, #43391a);
  --added: light-dark(#dff0df, #17351f);
  --removed: light-dark(#f9dedb, #43211f);
  --text: Charter, "Bitstream Charter", "Iowan Old Style", Georgia, Cambria, "Noto Serif", "Noto Serif CJK JP", "Noto Naskh Arabic", serif;
  --plain: system-ui, "Noto Sans", "Noto Sans CJK JP", "Noto Sans Arabic", sans-serif;
}
@media (prefers-contrast: more) {
  :root { --quiet: var(--ink); --rule: var(--ink); --edge: var(--ink); --paper: light-dark(#fff, #000); --link: light-dark(#003a70, #b5d9ff) }
}
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body {
  margin: 0 auto; max-inline-size: 68rem; padding: 0 clamp(1rem, 4vw, 2.5rem) 3rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 var(--text); overflow-wrap: anywhere;
}
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em }
a:hover { text-decoration-thickness: 2px }
:focus-visible, [type=date]:focus-within { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px }
main:focus { outline: 0 }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; margin: 0; line-break: strict }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.625rem); line-height: 1.12; letter-spacing: -.015em; margin-block: 1.75rem .5rem }
h2 { font-size: 1.3125rem }
h3 { font-size: 1.0625rem; line-height: 1.4 }
ol, ul, dl, dd { margin: 0; padding: 0; list-style: none }
mark { background: var(--mark); color: inherit; padding: 0 .2em; border-radius: 2px }
h1 mark { background: linear-gradient(transparent 65%, var(--mark) 0); padding: 0 }
::placeholder { color: var(--quiet); opacity: 1 }
ins { background: var(--added); text-decoration: underline; text-decoration-thickness: 2px }
del + ins { margin-inline-start: .2em }
del { background: var(--removed); text-decoration: line-through }
input, button, select, textarea {
  font: .9375rem/1.4 var(--plain); color: inherit; background: var(--tint);
  border: 1px solid var(--edge); border-radius: 4px; padding: .45rem .7rem; min-inline-size: 0; max-inline-size: 100%;
}
button { cursor: pointer; background: var(--paper) }
button:hover { border-color: var(--ink) }

.skip { position: absolute; inset-inline-start: -99rem }
.skip:focus { position: static; display: inline-block; padding: .5rem 0 }
.masthead, .meta, .feeds, .why, .tool, .chips, .paging, .state, .terms, .alarm, .nothing, footer { font-family: var(--plain); font-size: .875rem; line-height: 1.5 }
.masthead {
  display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between;
  padding: 1.1rem 0 .7rem; border-block-end: 3px double var(--edge);
}
.masthead > a { font: 700 1.1875rem/1.3 var(--text); color: inherit; text-decoration: none }
.masthead > a:hover { text-decoration: underline }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem }
nav a { padding-block: .25rem }
footer { color: var(--quiet); border-block-start: 1px solid var(--rule); margin-block-start: 3rem; padding-block-start: .5rem }
.lede { color: var(--quiet); margin: 0 0 1.1rem; max-inline-size: 42rem; text-wrap: pretty }
.nothing { padding: 1.25rem; background: var(--tint); border-inline-start: 3px solid var(--edge) }

.search { display: flex; gap: .5rem; margin-block: 1rem; max-inline-size: 42rem }
.search input[type=search] { flex: 1 }
.chips { display: flex; flex-wrap: wrap; gap: .4rem }
.chips a {
  display: inline-block; padding: .2rem .65rem; border: 1px solid var(--rule); border-radius: 1rem;
  background: var(--paper); text-decoration: none;
}
.chips a:hover { border-color: var(--link); text-decoration: underline }
.chosen { margin-block: .75rem }
.chosen a { color: inherit; background: var(--tint); border-color: var(--edge) }
.tool { border-block-end: 1px solid var(--rule) }
.tool summary { cursor: pointer; font-weight: 600; padding-block: .55rem }
.tool summary:hover { color: var(--link) }
.tool[open] { padding-block-end: 1rem }
.tool p { margin: .5rem 0 .35rem }
.field { display: grid; gap: .2rem }
.field > span { display: flex; gap: .4rem }
.field input { flex: 1; inline-size: 100% }
.address { font: .8125rem/1.4 ui-monospace, "Noto Sans Mono", monospace; text-overflow: ellipsis }
.elsewhere { margin: 0; padding-block: .55rem; font-weight: 600 }
.combine li { padding-block: .35rem; border-block-start: 1px dotted var(--rule) }
.combine li > * { display: block }
.ways { display: flex !important; gap: .25rem 1rem }
.ways a { padding-block: .1rem }
.feeds { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: .6rem 0 0 }
.feeds a { padding-block: .15rem; color: var(--quiet) }

.entries > li { padding-block: 1.05rem; border-block-start: 1px solid var(--rule) }
.entries > li:first-child { border-block-start: 0 }
.entries :is(h2, h3) a { color: inherit; text-decoration: none }
.entries :is(h2, h3) a:hover { color: var(--link); text-decoration: underline; text-decoration-thickness: 1px }
.entries :is(h2, h3) a:visited { color: var(--quiet) }
.meta, .why { color: var(--quiet); margin: .25rem 0 0; text-align: -webkit-match-parent; text-align: match-parent }
.meta a, .why a { color: inherit }
.meta a:hover, .why a:hover { color: var(--link) }
.excerpt { margin: .45rem 0 0; max-inline-size: 42rem; text-wrap: pretty }
.paging { border-block-start: 1px solid var(--rule); padding-block-start: 1rem; justify-content: space-between }

.topics { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1rem 3rem; margin-block-start: 1.5rem }
.topic { border-block-start: 3px solid var(--ink); padding-block: .8rem 1rem }
.topic h2 { font-size: 1.5rem }
.topic h2 a { color: inherit; text-decoration: none }
.topic h2 a:hover { text-decoration: underline }
.topic .lede { margin-block-end: .25rem; font-size: .9375rem }
.topic .entries > li { padding-block: .7rem }

.entry { max-inline-size: 44rem }
.content { margin-block: 1.5rem }
.content :is(img, video, iframe) { max-inline-size: 100%; border: 0 }
.content :is(img, video) { block-size: auto }
.content :is(h1, h2, h3, h4) { font-size: 1.1875rem; margin-block: 1.5rem .5rem; letter-spacing: 0 }
.content :is(ul, ol) { list-style: revert; padding-inline-start: 1.5rem }
.content dd { margin-inline-start: 1.5rem }
.content pre, .content table { display: block; overflow-x: auto; font-size: .875rem; max-inline-size: 100% }
.content figure { margin-inline: 0 }
.content figcaption { color: var(--quiet); font-size: .875rem }
.content :is(th, td) { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-block-end: 1px solid var(--rule) }
blockquote { margin-inline: 0; padding-inline-start: 1.1rem; border-inline-start: 3px solid var(--rule) }
.about { border-block-start: 1px solid var(--rule); padding-block-start: .5rem; text-align: start }
.open { font-weight: 600 }
.terms { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin-block: 1rem; color: var(--quiet) }
.history { margin-block-start: 2rem }
.history li { padding-block: .75rem; border-block-start: 1px solid var(--rule) }
.history h3 { font: 600 .875rem/1.5 var(--plain) }
.operations { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 3rem }
.operations > div > a { font-weight: 600; color: inherit }
.operations ul { margin-block-start: .35rem; font: .9375rem/1.4 var(--plain) }
.operations li { padding-block: .2rem }
.operations code { display: block; color: var(--quiet) }
.subject { margin-block-start: 3.5rem }
.operation code, .operations code { font: .8125em ui-monospace, "Noto Sans Mono", monospace }
.operation h3 code { font: 600 .9375rem ui-monospace, "Noto Sans Mono", monospace }
.operation summary { cursor: pointer; margin-block-start: .75rem; font: .9375rem/1.4 var(--plain) }
.operation { margin-block: 1.5rem; padding-block-start: 1rem; border-block-start: 1px solid var(--rule) }
.operation h4 { margin: .75rem 0 0; font: 600 .9375rem/1.4 var(--plain) }
.operation pre { white-space: pre-wrap; padding: .5rem .75rem; background: var(--tint) }
.members dd { margin-inline-start: 1.25rem; color: var(--quiet) }
.diff { margin: .35rem 0 0; white-space: pre-line }

.sources { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 28rem), 1fr)); gap: 0 3rem }
.source { padding-block: 1rem; border-block-start: 1px solid var(--rule) }
.state { margin: .15rem 0 0; font-weight: 600 }
.state::before { content: ""; display: inline-block; margin-inline-end: .45em; border: .3em solid light-dark(#2f7d4f, #6fc48d); border-radius: 50% }
.troubled .state::before { border-color: light-dark(#b3402f, #f0907f); border-radius: 0 }
.alarm { padding: .8rem 1.1rem; border: 2px solid light-dark(#b3402f, #f0907f) }

.embed-builder { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .9rem 1.25rem; align-items: end; max-inline-size: 46rem }
.embed-builder p { margin: 0 }
.embed-builder p:has([name=way]) { grid-column: 1 / -1 }
.embed-builder :is(input, select, button), .embed-result textarea { inline-size: 100% }
.embed-builder label, .embed-result label { display: block; margin-block-end: .25rem; font: .875rem/1.4 var(--plain); color: var(--quiet) }
.embed-result { margin-block-start: 1.5rem; max-inline-size: 46rem }
.embed-result textarea { font: .8125rem/1.5 ui-monospace, "Noto Sans Mono", monospace; resize: vertical }
.embed-result button { margin-block-start: .5rem }
.embed-result h2 { margin-block: 2rem .75rem }
.embed-result iframe { display: block; inline-size: 100%; border: 0; color-scheme: inherit }

@media (min-width: 54rem) {
  .stream { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 0 3.5rem }
  .stream > header { grid-column: 1 / -1 }
  .stream > .tools { grid-column: 2; grid-row: 2; border-block-start: 3px solid var(--ink); align-self: start }
  .stream > .latest { grid-column: 1; grid-row: 2; border-block-start: 3px solid var(--ink) }
}
@media (max-width: 54rem) {
  .stream > .latest { border-block-start: 3px solid var(--ink); margin-block-start: 1.5rem }
  .stream > .tools { border-block-start: 1px solid var(--rule) }
}
@media (forced-colors: active) {
  mark, ins { outline: 1px solid }
  .chips a, .tool summary { forced-color-adjust: auto }
}
@media print {
  :root { color-scheme: light }
  body { max-inline-size: none; padding: 0; font-size: 11pt }
  .masthead nav, .feeds, .search, .skip, .tools, .tool, .paging, .chosen, footer { display: none }
  .entries > li, .history li { break-inside: avoid }
  .entries .u-url::after, .open::after { content: " <" attr(href) ">"; font: .75rem var(--plain) }
}
`

/** Named by what is in it, so that it may be kept for ever. */
export const STYLE_PATH = `/style.${sha256(STYLE).slice(0, 10)}.css`
