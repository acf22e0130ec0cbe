import { describe, expect, it } from 'vitest'
import { servedIdOf } from '../../src/cluster/served-id.ts'

const member = (key: string, given: object = {}) => ({
  key,
  id: `id-of-${key}`,
  servedId: null,
  isWithdrawn: false,
  wasShown: false,
  sortAt: '2026-11-01T10:00:00Z',
  ...given,
})
const shown = { wasShown: true }
const lead = member('b')

describe('the id of a story', () => {
  it.each([
    { what: 'is its own, when it is told first', members: [lead], id: null },
    {
      what: 'stays, when a better copy is shown',
      members: [member('a', shown), lead],
      id: 'id-of-a',
    },
    {
      what: 'stays through a third',
      members: [member('a'), member('c', { ...shown, servedId: 'id-of-a' }), lead],
      id: 'id-of-a',
    },
    {
      what: 'is not kept when the entry it belongs to is withdrawn',
      members: [member('a', { ...shown, isWithdrawn: true }), lead],
      id: null,
    },
    {
      what: 'is not kept when the entry it belongs to has gone to another story',
      members: [{ ...lead, ...shown, servedId: 'id-of-a' }],
      id: null,
    },
    {
      what: 'of the one that is shown on stays, when two stories turn out to be one',
      members: [member('a', shown), { ...lead, ...shown }],
      id: null,
    },
    {
      what: 'of the earlier stays, when neither is shown on',
      members: [
        member('c', shown),
        member('a', { ...shown, sortAt: '2026-10-01T00:00:00Z' }),
        lead,
      ],
      id: 'id-of-a',
    },
  ])('$what', ({ members, id }) => expect(servedIdOf(lead, members)).toBe(id))
})
