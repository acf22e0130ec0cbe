import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { Layout } from './layout.tsx'
import { Search } from './search.tsx'

export interface WithdrawnProps {
  /** In the operator's words, where there are any. */
  because: string | null
  newsroom: NewsroomMetadata
}

/** Says that an entry was withdrawn, and nothing of what it was. */
export function WithdrawnPage({ because, newsroom }: WithdrawnProps) {
  const what = 'The entry at this address was withdrawn.'
  return (
    <Layout
      title={`Withdrawn · ${newsroom.title}`}
      description={what}
      language={newsroom.language}
      newsroomTitle={newsroom.title}
    >
      <h1>Withdrawn</h1>
      <p>{what}</p>
      {because !== null && <p>{because}</p>}
      <p>Others may be found by their words:</p>
      <Search action="/topics/all" />
      <p>
        <a href="/">All topics of this newsroom</a>
      </p>
    </Layout>
  )
}
