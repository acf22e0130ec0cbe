import { expect, it } from 'vitest'
import { clientAddress } from '../../src/web/client-address.ts'

it.each([
  { told: '198.51.100.7', known: '198.51.100.7', because: 'one machine, or one network behind it' },
  { told: '2001:db8:1:2:3:4:5:6', known: '2001:db8:1:2::/64', because: 'a network of its own' },
  { told: '2001:db8:1:2::1', known: '2001:db8:1:2::/64', because: 'the same one' },
  { told: '2001:DB8:0001:0002::1', known: '2001:db8:1:2::/64', because: 'written otherwise' },
  { told: '2001:db8::1', known: '2001:db8:0:0::/64', because: 'zeros that are not written' },
  { told: '::1', known: '0:0:0:0::/64', because: 'nothing but such zeros' },
  { told: undefined, known: 'this machine', because: 'nothing stands in front of us' },
])('$told is known as $known: $because', ({ told, known }) => {
  expect(clientAddress(new Headers(told === undefined ? {} : { 'cf-connecting-ip': told }))).toBe(
    known,
  )
})
