import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { built } from '../../scripts/assets.ts'
import { ASSETS, assetPath, newest } from '../../src/embed/assets.ts'
import { integrityOf } from '../../src/web/integrity.ts'

/**
 * What is published: pages elsewhere name these addresses with these hashes, and a browser refuses
 * other bytes. A change is a new version in `scripts/assets.ts`, and a new line here.
 */
const PUBLISHED = {
  '/embed-builder.1.js': 'sha384-702G8CRhWfO05nb2Dh8Sr289cOedMEd6aNNV7hdDBFlQOLo8rWXUDJBAQmoLlGGs',
  '/embed-page.1.js': 'sha384-XRrmerj+q9fFn7BVRKC4vJBmCxNCswWgTOMidRCCsia665aZXDWf9WSehiyaXD53',
  '/embed.1.css': 'sha384-4icqXRd9gWmxDgkPbjrn09MFtJQeyBrRM1JED6hK+GUSkM9dpxbwG4K/Fz8N+gUe',
  '/embed.1.js': 'sha384-WLU3UR5qS9Md2p3x3i802kYpOtQsM4uW4BI2BXtnXERHnOa0fX3KsOUeEfw5iTQI',
}

describe('what other people’s pages load from us', () => {
  it('is as `npm run assets` makes it', async () => {
    for (const asset of await built()) expect(newest(asset.name)).toEqual(asset)
  })

  it.each(Object.entries(PUBLISHED))('%s is as it was published', (path, integrity) => {
    const asset = ASSETS.find((each) => assetPath(each) === path)
    expect(asset && integrityOf(asset.text)).toBe(integrity)
  })

  it('is all published', () => {
    expect(ASSETS.map(assetPath).toSorted()).toEqual(Object.keys(PUBLISHED).toSorted())
  })

  it('is small: the script of the custom element under 5 kB compressed', () => {
    const sizes = ASSETS.filter(({ name }) => name === 'embed.js').map(
      ({ text }) => gzipSync(text).length,
    )
    expect(Math.max(...sizes)).toBeLessThan(5000)
  })

  it('keeps nothing and counts nothing', () => {
    for (const { text } of ASSETS)
      expect(text).not.toMatch(
        /cookie|localStorage|sessionStorage|indexedDB|sendBeacon|innerHTML|eval\(/,
      )
  })
})
