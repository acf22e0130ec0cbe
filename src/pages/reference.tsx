import { Layout } from './layout.tsx'
import { KindOf, Members, type ReferenceSchema, Words } from './reference-schema.tsx'

interface Media {
  schema?: ReferenceSchema
}

interface Told {
  description: string
  content?: Record<string, Media>
}

interface ReferenceOperation {
  operationId: string
  tags: readonly string[]
  summary: string
  description?: string
  parameters?: readonly {
    name: string
    in: string
    required: boolean
    description?: string
    schema: ReferenceSchema
  }[]
  requestBody?: Told & { required: boolean }
  responses: Record<string, Told>
  security?: readonly unknown[]
  'x-codeSamples'?: readonly { source: string }[]
}

/** OpenAPI, as much of it as the reference shows. */
export interface ReferenceDocument {
  info: { description: string }
  tags: readonly { name: string; description: string }[]
  paths: Record<string, Record<string, ReferenceOperation>>
  components: { schemas: Record<string, ReferenceSchema> }
}

export interface ReferencePageProps {
  document: ReferenceDocument
  newsroomTitle: string
  /** Instead of the address that the examples are written with. */
  siteUrl: string
}

/** Where `npm start` listens. */
const WRITTEN_WITH = 'http://localhost:8787'

/** The example with this newsroom's address, in a path and as a parameter. */
const fromHere = (source: string, siteUrl: string) =>
  source
    .replaceAll(WRITTEN_WITH, siteUrl)
    .replaceAll(encodeURIComponent(WRITTEN_WITH), encodeURIComponent(siteUrl))

function MediaTypes({ content = {} }: Pick<Told, 'content'>) {
  return (
    <>
      {Object.entries(content).map(([type, { schema }]) => (
        <>
          <p>
            <code>{type}</code>
            {schema && ': '}
            {schema && <KindOf schema={schema} />}
          </p>
          {schema && !schema.$ref && <Members schema={schema} />}
        </>
      ))}
    </>
  )
}

/** RFC 9457: one shape for all of them, told once. */
const isProblem = ({ content = {} }: Told) => 'application/problem+json' in content

function Answers({ answers }: { answers: readonly (readonly [status: string, told: Told])[] }) {
  return (
    <dl class="members">
      {answers.map(([status, told]) => (
        <>
          <dt>
            <code>{status}</code>
          </dt>
          <dd>
            <Words text={told.description} />
            {!isProblem(told) && <MediaTypes content={told.content ?? {}} />}
          </dd>
        </>
      ))}
    </dl>
  )
}

/** Why it may be refused is mostly what every operation may be refused for. */
function Refusals({ responses }: Pick<ReferenceOperation, 'responses'>) {
  const problems = Object.entries(responses).filter(([, told]) => isProblem(told))
  if (problems.length === 0) return null
  return (
    <details>
      <summary>Refused with {problems.map(([status]) => status).join(', ')}</summary>
      <Answers answers={problems} />
    </details>
  )
}

function Parameters({ parameters = [] }: Pick<ReferenceOperation, 'parameters'>) {
  if (parameters.length === 0) return null
  return (
    <>
      <h4>Parameters</h4>
      <dl class="members">
        {parameters.map(({ name, in: where, required, description, schema }) => (
          <>
            <dt>
              <code>{name}</code> in the {where}: <KindOf schema={schema} />
              {!required && ', optional'}
            </dt>
            <dd>{description && <Words text={description} />}</dd>
          </>
        ))}
      </dl>
    </>
  )
}

interface OperationProps {
  call: string
  operation: ReferenceOperation
  siteUrl: string
}

function Operation({ call, operation, siteUrl }: OperationProps) {
  const { operationId, summary, description, parameters, requestBody, responses } = operation
  const [sample] = operation['x-codeSamples'] ?? []
  return (
    <section class="operation" aria-labelledby={operationId}>
      <h3 id={operationId}>
        <code>{call}</code>
      </h3>
      <p>
        {summary}.{operation.security && !('401' in responses) ? ' Anybody may ask.' : ''}
      </p>
      {description && (
        <p>
          <Words text={description} />
        </p>
      )}
      {sample && (
        <pre>
          <code>{fromHere(sample.source, siteUrl)}</code>
        </pre>
      )}
      <Parameters parameters={parameters ?? []} />
      {requestBody && (
        <>
          <h4>Body{!requestBody.required && ', optional'}</h4>
          <p>
            <Words text={requestBody.description} />
          </p>
          <MediaTypes content={requestBody.content ?? {}} />
        </>
      )}
      <h4>Answers</h4>
      <Answers answers={Object.entries(responses).filter(([, told]) => !isProblem(told))} />
      <Refusals responses={responses} />
    </section>
  )
}

/** What removes comes last in its subject, so that the examples can be tried from the top. */
function bySubject({ tags, paths }: ReferenceDocument) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      call: `${method.toUpperCase()} ${path}`,
      isLast: method === 'delete',
      operation,
    })),
  )
  return tags.map((tag) => {
    const of = operations.filter(({ operation }) => operation.tags.includes(tag.name))
    return { ...tag, operations: of.toSorted((a, b) => Number(a.isLast) - Number(b.isLast)) }
  })
}

/** Every operation of the API for people, from the description that programs read. */
export function ReferencePage({ document, newsroomTitle, siteUrl }: ReferencePageProps) {
  const subjects = bySubject(document)
  return (
    <Layout
      title="API"
      description="What programs can ask of this newsroom"
      language="en"
      newsroomTitle={newsroomTitle}
      url={`${siteUrl}/api`}
    >
      <h1>API</h1>
      <p>
        <Words text={document.info.description} /> The same for programs, in OpenAPI:{' '}
        <a href="/openapi.json">openapi.json</a>.
      </p>
      <nav class="operations" aria-label="Operations">
        {subjects.map(({ name, description, operations }) => (
          <div>
            <a href={`#about-${name}`}>{description}</a>
            <ul>
              {operations.map(({ call, operation }) => (
                <li>
                  <a href={`#${operation.operationId}`}>{operation.summary}</a> <code>{call}</code>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      {subjects.map(({ name, description, operations }) => (
        <section class="subject" aria-labelledby={`about-${name}`}>
          <h2 id={`about-${name}`}>{description}</h2>
          {operations.map(({ call, operation }) => (
            <Operation call={call} operation={operation} siteUrl={siteUrl} />
          ))}
        </section>
      ))}
      <h2 class="subject">What has a name</h2>
      {Object.entries(document.components.schemas).map(([name, schema]) => (
        <section class="operation" aria-labelledby={name}>
          <h3 id={name}>{name}</h3>
          {!schema.properties && (
            <p>
              <KindOf schema={schema} />
            </p>
          )}
          <Members schema={schema} />
        </section>
      ))}
    </Layout>
  )
}
