import { parse } from 'valibot'
import { describe, expect, it } from 'vitest'
import frames from '../../data/frames.json' with { type: 'json' }
import headlineWords from '../../data/headline-words.json' with { type: 'json' }
import mirrors from '../../data/mirrors.json' with { type: 'json' }
import readers from '../../data/readers.json' with { type: 'json' }
import trackers from '../../data/trackers.json' with { type: 'json' }
import tracking from '../../data/tracking-parameters.json' with { type: 'json' }
import {
  Frames,
  HeadlineWords,
  Mirrors,
  Readers,
  Trackers,
  TrackingParameters,
} from '../../src/domain/lists.ts'

const repeated = (names: string[]) => names.filter((name, i) => names.indexOf(name) !== i)

describe('the lists in data/', () => {
  it('are as their schemas want them', () => {
    expect(parse(Frames, frames)).toEqual(frames)
    expect(parse(HeadlineWords, headlineWords)).toEqual(headlineWords)
    expect(parse(Mirrors, mirrors)).toEqual(mirrors)
    expect(parse(Readers, readers)).toEqual(readers)
    expect(parse(Trackers, trackers)).toEqual(trackers)
    expect(parse(TrackingParameters, tracking)).toEqual(tracking)
  })

  it('say everything once', () => {
    const { parameters, signatures } = tracking
    expect(repeated([...parameters, ...signatures].map(({ name }) => name))).toEqual([])
    expect(repeated(trackers.trackers.map(({ host, path }) => `${host} ${path}`))).toEqual([])
    expect(repeated(mirrors.mirrors.map(({ host }) => host))).toEqual([])
    for (const name of ['common', 'corrections', 'labels', 'particulars'] as const)
      expect(repeated(headlineWords[name])).toEqual([])
    expect(repeated(readers.readers.map(({ name }) => name))).toEqual([])
    expect(repeated(frames.frames.map(({ host, path }) => host + path))).toEqual([])
  })

  it('use every source they name', () => {
    const used = new Set([...tracking.parameters, ...trackers.trackers].map(({ from }) => from))
    const named = [...Object.keys(tracking.sources), ...Object.keys(trackers.sources)]
    expect(named.filter((source) => !used.has(source))).toEqual([])
  })
})
