import { sha256 } from '../web/digest.ts'

/** What the desk has beside the stylesheet of all pages: forms, tables, and what an operator must not miss. */
export const DESK_STYLE = `
.desk { --alarm: light-dark(#b3402f, #f0907f); --well: light-dark(#2f7d4f, #6fc48d) }
.desk, .desk :is(h1, h2, h3) { font-family: var(--plain) }
.desk { font-size: .9375rem; line-height: 1.5 }
.desk h1 { font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2rem); margin-block: 1.5rem .75rem }
.desk h2 { font-size: 1.125rem; margin-block: 2rem .6rem }
.desk h3 { font-size: .9375rem; margin-block: 1.25rem .35rem }
.desk p { margin-block: .5rem; max-inline-size: 46rem }
.desk code, .desk .code { font: .875em/1.5 ui-monospace, "Noto Sans Mono", monospace }
.desk-nav { align-items: baseline }
.desk-nav a { color: inherit; text-decoration: none; padding-block: .3rem; border-block-end: 2px solid transparent }
.desk-nav a:hover { text-decoration: underline }
.desk-nav [aria-current] { border-color: var(--link); font-weight: 600 }
button.plain { border: 0; background: none; padding: .3rem 0; color: var(--link); font-size: .875rem; text-decoration: underline; text-underline-offset: .18em }
button.main, a.main { background: var(--link); border: 1px solid var(--link); color: var(--paper); font-weight: 600 }
a.main { display: inline-block; padding: .45rem .7rem; border-radius: 4px; line-height: 1.4; text-decoration: none }
button.grave { border-color: var(--alarm); color: var(--alarm) }
button[aria-disabled] { opacity: .6; cursor: progress }

.flash, .errors { padding: .7rem 1rem; margin-block: 1.25rem 0; border-inline-start: 4px solid var(--well); background: var(--tint); max-inline-size: 46rem }
.flash.failed, .errors { border-color: var(--alarm) }
.errors ul { list-style: disc; padding-inline-start: 1.2rem }
.errors p { margin: 0 }
.errors a { color: inherit }

.desk-form { max-inline-size: 40rem }
.desk-field { margin-block: 1.1rem }
.desk-field label { font-weight: 600 }
.desk-field > :is(input:not([type=checkbox]), textarea, select) { display: block; margin-block-start: .3rem; inline-size: 100% }
.desk-field > select { inline-size: auto; min-inline-size: 12rem }
.desk-field .hint { margin: 0; color: var(--quiet); font-size: .875rem }
.desk-field .error { margin: 0; color: var(--alarm); font-weight: 600; font-size: .875rem }
.desk-field.wrong > :is(input, textarea) { border: 2px solid var(--alarm) }
.desk-field.check { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; align-items: baseline }
.desk-field.check .hint { grid-column: 2 }
.desk-field.check input { inline-size: 1.1rem; block-size: 1.1rem; translate: 0 .15rem }
textarea { resize: vertical }
fieldset { border: 1px solid var(--rule); border-radius: 4px; margin: 1.25rem 0; padding: .25rem 1rem 1rem; max-inline-size: 40rem }
legend { font-weight: 600; padding-inline: .35rem }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; margin-block: 1rem; align-items: center }
.actions p { margin: 0 }
.filter { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin-block: 1rem }
.filter .desk-field { margin: 0 }

.figures { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin-block: 1rem 1.5rem }
.figures dt { color: var(--quiet); font-size: .875rem }
.figures dd { font-size: 1.5rem; font-weight: 600; line-height: 1.3 }
.figures > div { display: flex; flex-direction: column-reverse }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.25rem; margin-block: .75rem; max-inline-size: 52rem }
.facts dt { color: var(--quiet) }
.faults { list-style: disc; padding-inline-start: 1.2rem }
.rows > li { padding-block: .7rem; border-block-start: 1px solid var(--rule) }
.rows :is(h2, h3) { margin: 0; font-size: 1rem }
.rows p { margin-block: .1rem; max-inline-size: none }
.quiet { color: var(--quiet) }
.ill { color: var(--alarm); font-weight: 600 }
.badge { display: inline-block; padding: 0 .5em; border: 1px solid var(--edge); border-radius: 1em; font-size: .8125rem; white-space: nowrap }
.badge.failing, .badge.ended, .badge.refused, .badge.failed, .badge.gone { border-color: var(--alarm); color: var(--alarm); font-weight: 600 }
.badge.answering, .badge.added, .badge.fresh { border-color: var(--well) }
.scroll { overflow-x: auto }
.desk table { border-collapse: collapse; font-size: .875rem; inline-size: 100% }
.desk :is(th, td) { text-align: start; vertical-align: top; padding: .35rem .9rem .35rem 0; border-block-end: 1px solid var(--rule) }
.scroll table { overflow-wrap: normal; min-inline-size: 44rem }
.desk th { white-space: nowrap; color: var(--quiet); font-weight: 600 }
.desk td time { white-space: nowrap }
.desk td.number { text-align: end; font-variant-numeric: tabular-nums }
.editor { display: grid; gap: 0 3rem }
.editor h2 { margin-block-start: 1.75rem }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: 0 1rem }
.beside .desk-field { margin-block: .25rem .5rem }
.editor .tool { padding-block: 0 }
.tried { border-block-start: 3px solid var(--edge) }
.tried h2 { margin-block: .6rem }
.desk pre { margin: 0; white-space: pre-wrap }
.evidence-lines { font-size: .875rem }
.because { padding: .25rem 1rem 1rem; background: var(--tint); border-inline-start: 4px solid var(--well); margin-block: 1rem }
.desk progress { inline-size: min(100%, 24rem); accent-color: var(--link) }
.desk details > summary { cursor: pointer }
.choices label { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; align-items: baseline; padding-block: .6rem; border-block-start: 1px solid var(--rule) }
@media (min-width: 60rem) {
  .editor { grid-template-columns: minmax(0, 36rem) minmax(0, 1fr) }
  .tried { position: sticky; inset-block-start: 1rem; align-self: start; max-block-size: calc(100vh - 2rem); overflow-y: auto; padding-inline: .25rem }
}

.badge.shown { border-color: var(--well) }
.badge.withdrawn { border-color: var(--alarm) }
.shown-entry { border: 1px solid var(--rule); border-radius: 4px; padding: 1rem 1.25rem; max-inline-size: 44rem; overflow: hidden; background: var(--paper) }
.shown-entry > h3 { font: 700 1.5rem/1.2 var(--text); margin: 0 0 .35rem }
.shown-entry .why p { margin: 0 }
.shown-entry .content { font: 1.0625rem/1.6 var(--text); margin-block: 1rem 0; max-inline-size: none }
.shown-entry .content :is(h1, h2, h3, h4) { font: 700 1.1875rem/1.25 var(--text); margin-block: 1.25rem .5rem }
.shown-entry .content p { max-inline-size: none; margin-block: .75rem }
.shown-entry .content > :first-child { margin-block-start: 0 }
.desk .history { max-inline-size: 46rem }
.writing { display: grid; gap: 0 2.5rem }
.preview:focus { outline: 0 }
.preview h2 { margin-block-start: 1.1rem }
.filter .desk-field > select { min-inline-size: 0 }
.both { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 1rem 2rem; max-inline-size: 60rem }
.both > div { border: 1px solid var(--rule); border-radius: 4px; padding: .75rem 1rem }
.both h3 { margin: 0 }
.desk-form .tool { margin-block: 1rem; border-block-start: 1px solid var(--rule) }
.desk-form .tool .desk-field { font-size: .9375rem }
@media (min-width: 60rem) {
  .writing { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) }
  .writing .preview { position: sticky; inset-block-start: 1rem; align-self: start; max-block-size: calc(100vh - 2rem); overflow-y: auto }
}
@media (max-width: 36rem) {
  .facts { grid-template-columns: minmax(0, 1fr) }
  .facts dd { margin-block-end: .5rem }
  .filter .desk-field:not(.check) { inline-size: 100% }
  .filter .desk-field > select { inline-size: 100% }
  .by-key { display: none }
}
`

/** Named by what is in it, so that it may be kept for ever. */
export const DESK_STYLE_PATH = `/desk.${sha256(DESK_STYLE).slice(0, 10)}.css`
