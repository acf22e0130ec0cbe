import { describe, expect, it } from 'vitest'
import { FRAME_ORIGINS, iframe } from '../../src/ingest/iframes.ts'

const SIZE = { width: '560', height: '315' }

describe('a frame in an entry', () => {
  it.each([
    {
      src: 'https://www.youtube-nocookie.com/embed/a',
      shows: 'https://www.youtube-nocookie.com/embed/a',
    },
    {
      src: 'https://www.youtube.com/embed/a?rel=0',
      shows: 'https://www.youtube-nocookie.com/embed/a?rel=0',
    },
    { src: '//player.vimeo.com/video/1', shows: 'https://player.vimeo.com/video/1' },
    {
      src: ' HTTP://PLAYER.vimeo.com/video/1#t=5s\n',
      shows: 'https://player.vimeo.com/video/1#t=5s',
    },
    {
      src: 'https://www.youtube.com/embed/../embed/a',
      shows: 'https://www.youtube-nocookie.com/embed/a',
    },
  ])('from $src plays', ({ src, shows }) => {
    expect(iframe({ src, ...SIZE })).toMatchObject({
      kind: 'player',
      attributes: { src: shows, ...SIZE },
    })
  })

  it.each([
    { src: 'https://www.youtube.com/watch?v=a', because: 'not the player' },
    {
      src: 'https://www.youtube.com/embed/../redirect?q=a',
      because: 'not the player, once read as a browser does',
    },
    { src: 'https://evil.example/https://www.youtube.com/embed/a', because: 'the host is another' },
    { src: 'https://www.youtube.com.evil.example/embed/a', because: 'the host goes on' },
    { src: 'https://xwww.youtube.com/embed/a', because: 'the host begins before' },
    {
      src: 'https://www.youtube.com@evil.example/embed/a',
      because: 'what is before the @ is a name',
    },
    { src: 'https://evil@www.youtube.com/embed/a', because: 'nobody is given such an address' },
    { src: 'https://www.youtube.com:8443/embed/a', because: 'another port is another server' },
    { src: 'https://www.youtube.com./embed/a', because: 'a dot makes another host' },
    {
      src: String.raw`https://evil.example\@www.youtube.com/embed/a`,
      because: 'to a browser the backslash is a slash',
    },
  ])('from $src becomes a link: $because', ({ src }) => {
    expect(iframe({ src, ...SIZE })).toMatchObject({ kind: 'link', href: expect.any(String) })
  })

  it.each([
    { given: {}, because: 'the page would jump' },
    { given: { width: '560' }, because: 'the page would jump' },
    { given: { width: '560', height: 'calc(1px)' }, because: 'that is no size' },
  ])('without its size becomes a link: $because', ({ given }) => {
    expect(iframe({ src: 'https://player.vimeo.com/video/1', ...given })).toMatchObject({
      kind: 'link',
    })
  })

  it.each([
    { given: { src: 'javascript:alert(1)' }, because: 'it leads nowhere' },
    { given: { src: 'data:text/html,x' }, because: 'it leads nowhere' },
    { given: { src: '/relative' }, because: 'nobody can tell where it leads' },
    { given: {}, because: 'it has no address' },
    {
      given: { src: 'https://x.example/', width: '1', height: '1' },
      because: 'nobody would see it',
    },
    {
      given: { src: 'https://player.vimeo.com/video/1', width: '0', height: '9' },
      because: 'nobody would see it',
    },
    { given: { src: 'https://ws-na.amazon-adsystem.com/q', ...SIZE }, because: 'it sells' },
  ])('with $given goes: $because', ({ given }) => {
    expect(iframe(given)).toEqual({ kind: 'nothing' })
  })

  it('is called what its publisher called it, else by its host', () => {
    expect(iframe({ src: 'https://x.example/a', title: ' A\n map ' })).toMatchObject({
      text: 'A map',
    })
    expect(iframe({ src: 'https://x.example/a' })).toMatchObject({ text: 'x.example' })
  })

  it('comes from hosts that our pages allow, all encrypted', () => {
    expect(FRAME_ORIGINS).toContain('https://www.youtube-nocookie.com')
    expect(FRAME_ORIGINS).not.toContain('https://www.youtube.com')
    expect(FRAME_ORIGINS.filter((origin) => !/^https:\/\/[a-z0-9.-]+$/.test(origin))).toEqual([])
  })
})
