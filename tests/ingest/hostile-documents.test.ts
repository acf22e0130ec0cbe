import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeEntry } from '../../src/ingest/normalize.ts'
import { plainText } from '../../src/ingest/plain-text.ts'
import { DEFAULT_LIMITS, readDocument } from '../../src/ingest/read.ts'
import { sanitize } from '../../src/ingest/sanitize.ts'

const read = (body: string | Uint8Array, limits = DEFAULT_LIMITS) =>
  readDocument(
    {
      url: 'https://evil.example/',
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    },
    limits,
  )

async function faultsOf(body: string): Promise<string> {
  const outcome = await read(body)
  if (outcome.kind !== 'feed') return outcome.what
  return outcome.document.faults.map(({ what }) => what).join('\n')
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/**
 * Twice the work for twice the input is 2; for a square it is 4. The best of three tells the work
 * from what else the machine was doing; what takes no time at all has none to grow.
 */
async function growth(small: () => unknown, large: () => unknown): Promise<number> {
  const best = async (work: () => unknown) => {
    const times = [await milliseconds(work), await milliseconds(work), await milliseconds(work)]
    return Math.min(...times)
  }
  const before = await best(small)
  return (await best(large)) / Math.max(before, 20)
}

const item = (text: string) =>
  `<rss version="2.0"><channel><item><title>t</title><description>${text}</description></item></channel></rss>`
const billionLaughs = (depth: number) =>
  `<!DOCTYPE r [<!ENTITY a0 "ha">${Array.from({ length: depth }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]>${item(`&a${depth};`)}`

const documents: { of: string; make: (size: number) => string; size: number; fault: string }[] = [
  {
    of: 'elements in elements',
    make: (n) => `<rss><channel><item><title>${'<a>'.repeat(n)}x`,
    size: 50_000,
    fault: 'nested deeper',
  },
  {
    of: 'elements ended in the wrong order',
    make: (n) =>
      `<rss>${Array.from({ length: n }, (_, i) => `<a${i}>`).join('')}${Array.from({ length: n }, (_, i) => `</a${i}>`).join('')}`,
    size: 30_000,
    fault: 'does not end before',
  },
  {
    of: 'namespaces in namespaces',
    make: (n) =>
      `<rss><channel>${Array.from({ length: n }, (_, i) => `<a xmlns:p${i}="u${i}">`).join('')}`,
    size: 30_000,
    fault: 'breaks off',
  },
  {
    of: 'entities made of entities',
    make: billionLaughs,
    size: 50,
    fault: 'is not declared anywhere',
  },
  {
    of: 'one name of a tag',
    make: (n) => `<rss><${'a'.repeat(n)}>`,
    size: 2_500_000,
    fault: 'a bare < was read as itself',
  },
  {
    of: 'bare ampersands',
    make: (n) => item('&'.repeat(n)),
    size: 500_000,
    fault: 'a bare & was read as itself',
  },
  {
    of: 'unknown references',
    make: (n) => item(Array.from({ length: n }, (_, i) => `&a${i};`).join('')),
    size: 40_000,
    fault: 'is not declared anywhere',
  },
  {
    of: 'comments that do not end',
    make: (n) => item('<!--'.repeat(n)),
    size: 125_000,
    fault: 'a comment does not end',
  },
  {
    of: 'CDATA sections that do not end',
    make: (n) => item('<![CDATA['.repeat(n)),
    size: 100_000,
    fault: 'a CDATA section does not end',
  },
  {
    of: 'end tags',
    make: (n) => `<rss>${'</x>'.repeat(n)}`,
    size: 100_000,
    fault: '</x> ends nothing',
  },
  {
    of: 'attributes',
    make: (n) => `<rss><a ${Array.from({ length: n }, (_, i) => `a${i}="1"`).join(' ')}>`,
    size: 100_000,
    fault: 'breaks off',
  },
  {
    of: 'entries',
    make: (n) => `<rss><channel>${'<item><title>a</title></item>'.repeat(n)}`,
    size: 100_000,
    fault: 'only the first 2000 entries were read',
  },
  {
    of: 'entries never ended',
    make: (n) => `<rss><channel>${'<item><title>a<description>b'.repeat(n)}`,
    size: 50_000,
    fault: 'was never ended',
  },
  {
    of: 'categories of one entry',
    make: (n) =>
      `<rss><channel><item>${Array.from({ length: n }, (_, i) => `<category>${i}</category>`).join('')}`,
    size: 20_000,
    fault: 'breaks off',
  },
  {
    of: 'brackets of JSON',
    make: (n) => '['.repeat(n),
    size: 500_000,
    fault: 'JSON that cannot be read',
  },
  {
    of: 'items of JSON Feed',
    make: (n) =>
      `{"version":"https://jsonfeed.org/version/1.1","items":[${'{"id":"1"},'.repeat(n)}`,
    size: 50_000,
    fault: 'only the first 2000 entries were read',
  },
]

describe('a hostile document', () => {
  it.each(documents)(
    'of $of takes twice the time for twice the length, and says why',
    async ({ make, size, fault }) => {
      const [small, large] = [make(size), make(size * 2)]
      expect(await faultsOf(large)).toContain(fault)
      expect(
        await growth(
          () => read(small),
          () => read(large),
        ),
      ).toBeLessThan(3.5)
    },
  )

  it('never makes the reader throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expect(read(bytes)).resolves.toHaveProperty('kind')
      }),
    )
    const scrap = fc.constantFrom(
      '<rss>',
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      '<channel>',
      '<item>',
      '<entry>',
      '</item>',
      '</entry>',
      '<title>',
      '<title type="xhtml">',
      '</title>',
      '<link/>',
      '<link href="',
      '<content type="html" src="x">',
      '<source>',
      '<author>',
      '<name>',
      '<media:content url="x">',
      '<!DOCTYPE x [',
      '<!ENTITY a "b">',
      ']>',
      '<![CDATA[',
      ']]>',
      '&a;',
      '&',
      '<',
      '>',
      '"',
      '<?xml',
      '?>',
      '<div>',
      '</div>',
      '<br>',
      'x',
      '\0',
      '\uD800',
      ' xml:base="',
      ' xmlns:a="b"',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(scrap, { maxLength: 50 }), async (scraps) => {
        const outcome = await read(scraps.join(''))
        if (outcome.kind !== 'feed') return
        const { feed, entries } = outcome.document
        for (const entry of entries)
          expect(normalizeEntry(entry, feed)).toHaveProperty('content.title')
      }),
      { numRuns: 1000 },
    )
  })

  it('gives no more than was asked for', async () => {
    const limits = { maxEntries: 3, maxTextLength: 10, maxDepth: 5, maxBytes: 1000 }
    const outcome = await read(
      `<rss><channel>${'<item><title>0123456789abc</title></item>'.repeat(9)}`,
      limits,
    )
    expect(outcome).toMatchObject({
      kind: 'feed',
      document: { entries: Array.from({ length: 3 }, () => ({ title: { value: '0123456789' } })) },
    })
  })
})

const pages: { of: string; make: (size: number) => string; size: number }[] = [
  { of: 'elements in elements', make: (n) => '<div>'.repeat(n), size: 20_000 },
  { of: 'elements that end themselves elsewhere', make: (n) => '<div/>'.repeat(n), size: 20_000 },
  { of: 'vectors with titles', make: (n) => '<svg><title>'.repeat(n), size: 15_000 },
  { of: 'tags that do not end', make: (n) => '<a '.repeat(n), size: 100_000 },
  { of: 'attributes that do not end', make: (n) => '<a href="'.repeat(n), size: 60_000 },
  { of: 'comments that do not end', make: (n) => '<!--'.repeat(n), size: 60_000 },
  { of: 'end tags', make: (n) => '</div>'.repeat(n), size: 50_000 },
  { of: 'brackets', make: (n) => '<'.repeat(n), size: 200_000 },
  { of: 'ampersands', make: (n) => '&'.repeat(n), size: 200_000 },
  {
    of: 'white space before a scheme',
    make: (n) => `<a href="${'&#x20;'.repeat(n)}javascript:x">`,
    size: 30_000,
  },
  {
    of: 'pixels',
    make: (n) => `<img src="data:image/png;base64,${'A'.repeat(n)}!">`,
    size: 200_000,
  },
  {
    of: 'frames',
    make: (n) => '<iframe src="https://x.example/?a=1" width=5 height=5></iframe>'.repeat(n),
    size: 2000,
  },
  {
    of: 'parameters that track',
    make: (n) => `<a href="https://x.example/?${'utm_a=1&b&amp;'.repeat(n)}">`,
    size: 10_000,
  },
  {
    of: 'domains of a picture',
    make: (n) => `<img src="https://${'a.'.repeat(n)}" style="${';width:1 '.repeat(n)}">`,
    size: 20_000,
  },
  {
    of: 'formatting out of order',
    make: (n) => '<a><b><i>'.repeat(n) + '</a></b></i>'.repeat(n),
    size: 8000,
  },
]

describe('a hostile page in an entry', () => {
  it.each(pages)(
    'of $of is cleaned in twice the time for twice the length',
    async ({ make, size }) => {
      const [small, large] = [make(size), make(size * 2)]
      expect(
        await growth(
          () => sanitize(small),
          () => sanitize(large),
        ),
      ).toBeLessThan(3.5)
      expect(
        await growth(
          () => plainText(small),
          () => plainText(large),
        ),
      ).toBeLessThan(3.5)
    },
  )
})
