/** A page of GOV.UK as its Content API tells of it, with only what a test cares about. */
export const contentItem = (given: Record<string, unknown> = {}) => ({
  base_path: '/government/news/a-train',
  content_id: '00000000-0000-4000-8000-000000000000',
  document_type: 'press_release',
  schema_name: 'news_article',
  locale: 'en',
  title: 'A train',
  first_published_at: '2026-10-01T09:30:00.000+01:00',
  public_updated_at: '2026-11-01T10:00:00.000+00:00',
  updated_at: '2026-11-02T01:02:03.004Z',
  withdrawn_notice: {},
  details: {
    body: '<div class="govspeak"><p>The whole story, by <a href="/government/news/rail">rail</a>.</p></div>',
    change_history: [
      { public_timestamp: '2026-10-01T09:30:00.000+01:00', note: 'First published.' },
    ],
  },
  links: {
    organisations: [
      { title: 'Ministry of Defence', base_path: '/government/organisations/ministry-of-defence' },
    ],
    world_locations: [{ title: 'Japan' }],
  },
  ...given,
})

export interface FinderEntry {
  path: string
  title: string
  updated?: string
}

/** As finder-frontend writes it: whatever the filter, the feed's id is the finder's. */
export const finder = (entries: FinderEntry[]) => `<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-GB" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:www.gov.uk,2005:/search/news-and-communications</id>
  <link rel="alternate" type="text/html" href="https://www.gov.uk"/>
  <title>News and communications</title><author><name>HM Government</name></author>
  <updated>${entries[0]?.updated ?? '2026-11-01T10:00:00Z'}</updated>
  ${entries
    .map(
      ({ path, title, updated = '2026-11-01T10:00:00Z' }) =>
        `<entry><id>tag:www.gov.uk,2005:${path}</id><updated>${updated}</updated>
         <link rel="alternate" type="text/html" href="https://www.gov.uk${path}"/>
         <title>${title}</title><summary type="html">About ${title}</summary></entry>`,
    )
    .join('')}</feed>`
