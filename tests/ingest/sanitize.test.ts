import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sanitize } from '../../src/ingest/sanitize.ts'
import { escapeAttribute } from '../../src/web/html.ts'
import { dangersIn } from '../support/dangers.ts'

describe('HTML from strangers', () => {
  it.each([
    { written: '<p>a<p>b', clean: '<p>a</p><p>b</p>', because: 'what was left open is closed' },
    {
      written: '<p onclick="x()" class="c" id="i" style="color:red">a</p>',
      clean: '<p>a</p>',
      because: 'nothing may act, style or collide',
    },
    {
      written: '<script>x()</script><style>p{}</style>a',
      clean: 'a',
      because: 'code and style go with their text',
    },
    {
      written: '<blink>a <font color=red>b</font></blink>',
      clean: 'a b',
      because: 'unknown elements leave their text',
    },
    {
      written: '<object data=x>b</object><embed src=x>c',
      clean: 'c',
      because: 'nothing may load a document',
    },
    {
      written: 'a<iframe src="http://x/y?utm_source=rss">b <b>c</b></iframe>d',
      clean: 'a<a href="http://x/y" rel="noopener noreferrer">x</a>d',
      because: 'a frame becomes a link to what it shows',
    },
    {
      written:
        '<iframe width="560" height="315" src="http://www.youtube.com/embed/a?rel=0" title="A film" srcdoc="<script>" onload="x()" name="top" style="border:0" allow="camera">b</iframe>',
      clean:
        '<iframe src="https://www.youtube-nocookie.com/embed/a?rel=0" title="A film" width="560" height="315" sandbox="allow-scripts allow-same-origin allow-popups" allow="fullscreen; encrypted-media" loading="lazy" referrerpolicy="strict-origin-when-cross-origin"></iframe>',
      because: 'a listed player stays, in a sandbox',
    },
    {
      written: '<a href="http://x/?id=1&utm_source=rss#top">a</a>',
      clean: '<a href="http://x/?id=1#top" rel="noopener noreferrer">a</a>',
      because: 'where a reader comes from is nobody’s business',
    },
    {
      written: 'a<img src="http://feeds.feedburner.com/~r/x/~4/1">',
      clean: 'a',
      because: 'a tracker of any size counts readers',
    },
    {
      written: 'a<img src="http://x/t.gif" style="color: red; display: none">',
      clean: 'a',
      because: 'what a style has hidden stays hidden',
    },
    {
      written: '<form action="http://x/"><input name=a><button>Go</button>text</form>',
      clean: 'text',
      because: 'nothing may ask',
    },
    {
      written: '<svg><a href="http://x/">a</a></svg><math><mi>x</mi></math>',
      clean: 'x',
      because: 'no vectors; a formula leaves its letters',
    },
    {
      written: '<a href="http://x/" target="_blank" rel="nofollow">a</a>',
      clean: '<a href="http://x/" rel="noopener noreferrer">a</a>',
      because: 'a link tells and takes nothing',
    },
    {
      written: '<a href="mailto:a@b.example">a</a>',
      clean: '<a href="mailto:a@b.example" rel="noopener noreferrer">a</a>',
      because: 'mail is welcome',
    },
    {
      written:
        '<a href=" java\nscript:alert(1)">a</a><a href="data:text/html,x">b</a><a href="ftp://x/">c</a>',
      clean: '<a>a</a><a>b</a><a>c</a>',
      because: 'other schemes lead nowhere',
    },
    {
      written: '<a href="\u3000javascript:alert(1)">a</a>',
      clean: '<a>a</a>',
      because: 'whatever may count as white space',
    },
    {
      written: '<img src="http://x/a.png" alt="a" width="10" height="20" onerror="x()">',
      clean: '<img src="http://x/a.png" alt="a" width="10" height="20" />',
      because: 'a picture keeps its size',
    },
    {
      written: 'a<img src="http://x/t.gif" width="1" height="1">',
      clean: 'a',
      because: 'one pixel counts readers',
    },
    { written: 'a<img src="http://x/t.gif" height="0px">', clean: 'a', because: 'none does too' },
    {
      written: '<img srcset="http://x/a.png 1x, http://x/b.png 2x">',
      clean: '<img src="http://x/a.png" />',
      because: 'of a set the first',
    },
    {
      written: '<img src="data:image/png;base64,AAAA">',
      clean: '<img src="data:image/png;base64,AAAA" />',
      because: 'pixels can be in the address',
    },
    {
      written: '<img src="data:image/svg+xml;base64,AAAA">',
      clean: '<img />',
      because: 'vectors cannot',
    },
    {
      written:
        '<video src="http://x/a.mp4" poster="javascript:1" width="3" autoplay controls></video>',
      clean: '<video src="http://x/a.mp4" width="3" controls></video>',
      because: 'a recording waits to be asked',
    },
    {
      written: '<table><tr><td colspan=2 bgcolor=red>a',
      clean: '<table><tr><td colspan="2">a</td></tr></table>',
      because: 'tables are tables',
    },
    { written: 'a &lt;b&gt; &amp; c', clean: 'a &lt;b&gt; &amp; c', because: 'text is text' },
    { written: '<!-- a --><![CDATA[b]]><?php c ?>d', clean: 'd', because: 'comments say nothing' },
    {
      written: '<p lang="fr" dir="rtl" title="t">a</p>',
      clean: '<p lang="fr" dir="rtl" title="t">a</p>',
      because: 'these are for reading',
    },
    {
      written: '<a href="http://x/>a</a> b',
      clean: '<a href="http://x/" rel="noopener noreferrer">a</a> b',
      because: 'a forgotten quote does not swallow the rest',
    },
    {
      written: "<!' <b>a</b>",
      clean: "&lt;!' <b>a</b>",
      because: 'not everything that begins so is a declaration',
    },
  ])('$written becomes $clean: $because', ({ written, clean }) => {
    expect(sanitize(written)).toBe(clean)
    expect(sanitize(clean)).toBe(clean)
  })

  const scrap = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '=',
    '/',
    ' ',
    '&',
    ';',
    '!--',
    '-->',
    'a',
    'svg',
    'math',
    'style',
    'title',
    'p',
    'table',
    'img',
    'noscript',
    'template',
    'textarea',
    'select',
    'xmp',
    'mi',
    'foreignObject',
    'href',
    'src',
    'onload',
    'javascript:',
    'data:',
    '\0',
    '\n',
    '<a href="',
    '<img src=',
    '</',
    '&lt;',
    '&#x3c;',
    '<![CDATA[',
    ']]>',
  )

  it('is harmless and clean for good, whatever it was made of', () => {
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 60 }), (scraps) => {
        const clean = sanitize(scraps.join(''))
        expect(dangersIn(clean)).toEqual([])
        expect(sanitize(clean)).toBe(clean)
      }),
      { numRuns: 1500 },
    )
  })

  const value = fc.constantFrom(
    'https://x.example/?a=1&utm_source=b#c',
    'http://player.vimeo.com/video/1?a&b',
    '//www.youtube.com/embed/a',
    'https://pixel.wp.com/b.gif',
    'javascript:x()',
    'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
    '1',
    '560',
    '100%',
    'display:none',
    'a "b" <c> & &amp;',
    '',
  )
  const attribute = fc.tuple(
    fc.constantFrom('href', 'src', 'srcset', 'width', 'height', 'style', 'title', 'rel', 'cite'),
    value,
  )
  const name = fc.constantFrom('a', 'b', 'p', 'img', 'iframe', 'div', 'td', 'pre', 'video', 'form')
  const { html } = fc.letrec<{ html: string }>((tie) => ({
    html: fc.oneof(
      { maxDepth: 5 },
      value,
      fc
        .tuple(name, fc.array(attribute, { maxLength: 4 }), fc.array(tie('html'), { maxLength: 4 }))
        .map(([tag, attributes, inside]) => {
          const written = attributes.map(([key, text]) => ` ${key}="${escapeAttribute(text)}"`)
          return `<${tag}${written.join('')}>${inside.join('')}</${tag}>`
        }),
    ),
  }))

  it('is clean for good when somebody wrote it as it should be written', () => {
    fc.assert(
      fc.property(html, (written) => {
        const clean = sanitize(written)
        expect(sanitize(clean)).toBe(clean)
        expect(dangersIn(clean).filter((danger) => danger !== '<iframe>')).toEqual([])
        for (const [tag] of clean.matchAll(/<iframe[^>]*>/g)) expect(tag).toMatch(PLAYER)
      }),
      { numRuns: 1500 },
    )
  })

  const PLAYER =
    /^<iframe src="https:\/\/(?:player\.vimeo\.com|www\.youtube-nocookie\.com)\/[^>]* sandbox="allow-scripts allow-same-origin allow-popups" /
})
