/**
 * How every embed looks: a quiet card that takes its type from the page it stands in. Pages theme it
 * by the custom properties `--despatch-…`, which reach into the shadow of the custom element as well.
 * Sizes are in `em`, for a page may have made its `rem` anything.
 */
export const EMBED_STYLE = `
.despatch {
  --ink: var(--despatch-ink, light-dark(#1b1f24, #e6e4df));
  --quiet: var(--despatch-quiet, light-dark(#59616b, #a5abb3));
  --paper: var(--despatch-paper, light-dark(#fdfcf9, #14171a));
  --rule: var(--despatch-rule, light-dark(#dcd8cf, #31363c));
  --accent: var(--despatch-accent, light-dark(#0b4f8a, #8cc4ff));
  box-sizing: border-box;
  max-inline-size: 46em;
  padding: 1.1em 1.35em .9em;
  background: var(--paper);
  color: var(--ink);
  border: 1px solid var(--rule);
  border-radius: var(--despatch-radius, .5em);
  font-family: var(--despatch-font, inherit);
  font-size: var(--despatch-size, 1em);
  line-height: 1.5;
  text-align: start;
  overflow-wrap: anywhere;
}
.despatch-light { color-scheme: light }
.despatch-dark { color-scheme: dark }
.despatch p, .despatch h1, .despatch ol, .despatch li { margin: 0; padding: 0 }
.despatch a { color: inherit; text-decoration: none }
.despatch a:hover { color: var(--accent); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em }
.despatch a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px }
.despatch .despatch-title {
  font-size: 1.25em; font-weight: 700; line-height: 1.3; text-wrap: balance;
  padding-block-end: .5em; border-block-end: 2px solid var(--accent);
}
.despatch .despatch-entries { list-style: none }
.despatch .despatch-entry { padding-block: .8em }
.despatch .despatch-entry + .despatch-entry { border-block-start: 1px solid var(--rule) }
.despatch .despatch-heading { font-weight: 600; line-height: 1.35; text-wrap: pretty; line-break: strict }
.despatch .despatch-summary { margin-block-start: .25em; font-size: .9375em; text-wrap: pretty }
.despatch .despatch-meta, .despatch .despatch-newsroom { color: var(--quiet); font-size: .8125em }
.despatch .despatch-meta { margin-block-start: .25em }
.despatch .despatch-message { padding-block: 1em }
.despatch .despatch-newsroom { padding-block-start: .75em; border-block-start: 1px solid var(--rule) }
.despatch .despatch-message:first-child { padding-block-start: .25em }
@media (prefers-contrast: more) {
  .despatch { --quiet: var(--ink); --rule: var(--ink) }
  .despatch .despatch-link { text-decoration: underline }
}
@media (forced-colors: active) { .despatch a { color: LinkText } }
@media print { .despatch { border: 0; padding-inline: 0 } }
`

/** Of the frame's page alone, which has no page around it to take its type from. */
export const PAGE_STYLE = `
.despatch-page { font: 1rem/1.5 Charter, "Bitstream Charter", Georgia, Cambria, "Noto Serif", "Noto Serif CJK JP", serif }
.despatch-page body { margin: 0 }
.despatch-page .despatch { border-radius: 0; max-inline-size: none }
.despatch-page .despatch-meta, .despatch-page .despatch-newsroom { font-family: system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif }
`

/** Of the custom element alone, around the same pieces. */
export const ELEMENT_STYLE = `
:host { display: block; overflow: auto }
:host([hidden]) { display: none }
`
