import { describe, expect, it } from 'vitest'
import { isTracker } from '../../src/ingest/trackers.ts'

describe('a picture that counts readers', () => {
  it.each([
    'http://feeds.feedburner.com/~r/x/~4/1',
    '//feeds.feedburner.com/~ff/x?d=1',
    'http://feeds.reuters.example/~r/reuters/worldNews/~4/abc',
    'http://rss.cnn.example/~ff/rss/cnn?d=yIl2AUoC8zA',
    'http://da.feedsportal.com/r/1/u/2/a2.img',
    'https://PIXEL.WP.COM/b.gif?host=x',
    'https://pixel.wp.com',
    'https://user@stats.wordpress.com:443/b.gif',
    ' https://medium.com/_/stat?event=x',
    'https://ad.doubleclick.net/ad/x',
    'https://www.facebook.com/tr?id=1',
  ])('is %s', (url) => {
    expect(isTracker(url)).toBe(true)
  })

  it.each([
    'https://feeds.feedburner.com/photo.jpg',
    'https://x.example/~r/photo.jpg',
    'https://x.example/?u=https://pixel.wp.com/b.gif',
    'https://notpixel.wp.com/a.png',
    'https://i0.wp.com/a.png',
    'https://pixel.wp.com.x.example/a.png',
    'https://x.example/pixel.wp.com/a.png',
    'https://medium.com/_/photo.png',
    'https://www.facebook.com/photo.png',
    'data:image/gif;base64,AAAA',
    '/~ff/a.png',
    '',
  ])('is not %s', (url) => {
    expect(isTracker(url)).toBe(false)
  })
})
