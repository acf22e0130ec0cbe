import { Layout } from './layout.tsx'

/** Says why there is no page, in words for people; of what went wrong inside, nothing. */
export function RefusalPage({ title, what }: { title: string; what: string }) {
  return (
    <Layout title={title} description={what} language="en" newsroomTitle="The newsroom">
      <h1>{title}</h1>
      <p>{what}</p>
      <p>
        <a href="/">All topics of this newsroom</a>
      </p>
    </Layout>
  )
}
