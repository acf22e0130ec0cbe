import { expect, it } from 'vitest'
import { dnsAnswer } from '../../src/web/dns-answer.ts'

const CNAME = { type: 5, TTL: 30, data: 'edge.example.net.' }
const A = { type: 1, TTL: 60, data: '192.0.2.1' }

it.each([
  {
    json: { Status: 0, Answer: [CNAME, A] },
    answer: { isNoName: false, addresses: ['192.0.2.1'], ttlSeconds: 30 },
  },
  {
    json: { Status: 0, Answer: [{ ...A, TTL: 1e9 }] },
    answer: { isNoName: false, addresses: ['192.0.2.1'], ttlSeconds: 3600 },
  },
  { json: { Status: 0 }, answer: { isNoName: false, addresses: [], ttlSeconds: 3600 } },
  { json: { Status: 3 }, answer: { isNoName: true, addresses: [], ttlSeconds: 3600 } },
  { json: { Status: 2 }, answer: undefined },
  { json: { error: 'no' }, answer: undefined },
  { json: 'no', answer: undefined },
])('a resolver that says $json means $answer', ({ json, answer }) => {
  expect(dnsAnswer(json)).toEqual(answer)
})
