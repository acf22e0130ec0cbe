import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../src/web/date.ts'

describe('a date in a feed', () => {
  it.each([
    // RFC 822 and RFC 2822
    {
      written: 'Thu, 01 Jan 2004 19:48:21 GMT',
      utc: '2004-01-01T19:48:21Z',
      because: 'RFC 822 with a year of four digits',
    },
    {
      written: 'Thu, 01 Jan 04 19:48:21 EST',
      utc: '2004-01-02T00:48:21Z',
      because: 'a year of two digits, a zone by name',
    },
    {
      written: '01 Jan 99 00:00 +0530',
      utc: '1998-12-31T18:30:00Z',
      because: 'no weekday, no seconds, the last century',
    },
    { written: 'Thu, 1 Jan 2004 19 GMT', utc: '2004-01-01T19:00:00Z', because: 'an hour alone' },
    { written: 'Thu, 01 Jan 2004', utc: '2004-01-01T00:00:00Z', because: 'no clock at all' },
    {
      written: 'Thu Jan 01 2004 19:48:21',
      utc: '2004-01-01T19:48:21Z',
      because: 'the month before the day',
    },
    {
      written: 'Fri, 15 Sep 2006 (PDT)',
      utc: '2006-09-15T07:00:00Z',
      because: 'a zone in brackets',
    },
    {
      written: 'Wed, 19 Aug 2009 18:28:00 Etc/GMT',
      utc: '2009-08-19T18:28:00Z',
      because: 'a zone of the tz database',
    },
    {
      written: 'Tue, 08 Dec 2015 11:10 GMT+0100',
      utc: '2015-12-08T10:10:00Z',
      because: 'GMT and something',
    },
    {
      written: 'Mon, 26 January 2004 16:31:00 ET',
      utc: '2004-01-26T21:31:00Z',
      because: 'a whole month, half a zone',
    },
    {
      written: 'Sunday, 22 November 2026 7:05 PM',
      utc: '2026-11-22T19:05:00Z',
      because: 'twelve hours twice',
    },
    { written: '01-Jan-2004 12:30 AM', utc: '2004-01-01T00:30:00Z', because: 'midnight is 12 AM' },
    // asctime
    { written: 'Sun Jan  4 16:29:06 2004', utc: '2004-01-04T16:29:06Z', because: 'asctime' },
    {
      written: 'Sun Jan  4 16:29:06 PST 2004',
      utc: '2004-01-05T00:29:06Z',
      because: 'asctime with a zone',
    },
    // RFC 3339, W3C-DTF, ISO 8601
    { written: '2003-12-31T10:14:55Z', utc: '2003-12-31T10:14:55Z', because: 'RFC 3339' },
    {
      written: '2003-12-31t10:14:55.123+01:00',
      utc: '2003-12-31T09:14:55.123Z',
      because: 'milliseconds that say something',
    },
    {
      written: '2003-12-31T10:14:55.000Z',
      utc: '2003-12-31T10:14:55Z',
      because: 'milliseconds that say nothing',
    },
    { written: '2003-12-31 10:14', utc: '2003-12-31T10:14:00Z', because: 'a space for the T' },
    { written: '2003-12-31', utc: '2003-12-31T00:00:00Z', because: 'W3C-DTF, a day' },
    { written: '2003-12', utc: '2003-12-01T00:00:00Z', because: 'W3C-DTF, a month' },
    { written: '2003', utc: '2003-01-01T00:00:00Z', because: 'W3C-DTF, a year' },
    { written: '20031231', utc: '2003-12-31T00:00:00Z', because: 'ISO 8601 basic' },
    {
      written: '20031231T101455Z',
      utc: '2003-12-31T10:14:55Z',
      because: 'ISO 8601 basic with a clock',
    },
    { written: '2003-335', utc: '2003-12-01T00:00:00Z', because: 'ordinal day' },
    { written: '2004-W05-3', utc: '2004-01-28T00:00:00Z', because: 'ISO week' },
    {
      written: '2005-W01',
      utc: '2005-01-03T00:00:00Z',
      because: 'ISO week without a day is its Monday',
    },
    {
      written: '2003-12-31T24:00:00Z',
      utc: '2004-01-01T00:00:00Z',
      because: 'midnight at the end of the day',
    },
    { written: '2016-12-31T23:59:60Z', utc: '2017-01-01T00:00:00Z', because: 'a leap second' },
    {
      written: '2017-01-10T13:00:00 EST',
      utc: '2017-01-10T18:00:00Z',
      because: 'a named zone after ISO',
    },
    { written: '2004-07-08 23:56:58.0', utc: '2004-07-08T23:56:58Z', because: 'a database’s own' },
    // in other dress
    {
      written: '2004년 05월 28일  01:31:15',
      utc: '2004-05-27T16:31:15Z',
      because: 'Korean (OnBlog)',
    },
    { written: '2004-05-25 오후 11:23:17', utc: '2004-05-25T14:23:17Z', because: 'Korean (Nate)' },
    {
      written: '2004年5月28日 01:31',
      utc: '2004-05-28T01:31:00Z',
      because: 'Chinese and Japanese',
    },
    { written: 'Κυρ, 11 Ιούλ 2004 12:00:00 EST', utc: '2004-07-11T17:00:00Z', because: 'Greek' },
    { written: '2004-július-13T9:15-05:00', utc: '2004-07-13T14:15:00Z', because: 'Hungarian' },
    { written: 'Mon, 01 déc. 2014 10:00:00 +0100', utc: '2014-12-01T09:00:00Z', because: 'French' },
    { written: '31. Dez 2010', utc: '2010-12-31T00:00:00Z', because: 'German' },
    { written: 'Вс, 22 ноя 2026 10:00:00 +0300', utc: '2026-11-22T07:00:00Z', because: 'Russian' },
    // mangled
    { written: 'Fri, 2006/09/15 08:19:53 EDT', utc: '2006-09-15T12:19:53Z', because: 'Perforce' },
    { written: '25/12/2004', utc: '2004-12-25T00:00:00Z', because: 'only one order is possible' },
    {
      written: '  Thu,01 Jan 2004 19:48:21 GMT\n',
      utc: '2004-01-01T19:48:21Z',
      because: 'white space around, none after the comma',
    },
  ])('$written is $utc: $because', ({ written, utc }) => {
    expect(parseDate(written)).toBe(utc)
  })

  it.each([
    { written: '', because: 'nothing' },
    { written: 'yesterday', because: 'a word' },
    { written: '2003-02-30', because: 'there is no such day' },
    { written: 'Thu, 31 Jun 2004 19:48:21 GMT', because: 'nor such one' },
    { written: '2003-12-31T25:14:55Z', because: 'nor such an hour' },
    { written: '5/12/2004', because: 'it could be May or December' },
    { written: '1262304000', because: 'a count of seconds is no date of any feed format' },
  ])('$written is none: $because', ({ written }) => {
    expect(parseDate(written)).toBeUndefined()
  })

  it('comes back as it was when it was ours', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (moment) => {
          const ours = parseDate(moment.toISOString())
          expect(ours).toBe(moment.toISOString().replace('.000Z', 'Z'))
          expect(parseDate(ours ?? '')).toBe(ours)
          expect(parseDate(moment.toUTCString())).toBe(
            moment.getUTCFullYear() < 1000
              ? parseDate(moment.toUTCString())
              : moment.toISOString().replace(/\.\d+Z/, 'Z'),
          )
        },
      ),
    )
  })

  it('may be anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseDate(text) ?? '').toMatch(/^$|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
      }),
    )
  })
})
