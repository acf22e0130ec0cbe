import { Layout } from './layout.tsx'
import { KindOf, Members, type ReferenceSchema } from './reference-schema.tsx'

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

function Answers({ responses }: Pick<ReferenceOperation, 'responses'>) {
  return (
    <dl class="members">
      {Object.entries(responses).map(([status, told]) => (
        <>
          <dt>
            <code>{status}</code>
          </dt>
          <dd>
            {told.description}
            {!isProblem(told) && <MediaTypes content={told.content ?? {}} />}
          </dd>
        </>
      ))}
    </dl>
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
            <dd>{description}</dd>
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
        {summary}.{operation.security ? ' Anybody may ask.' : ''}
      </p>
      {description && <p>{description}</p>}
      {sample && (
        <pre tabindex={0}>
          <code>{fromHere(sample.source, siteUrl)}</code>
        </pre>
      )}
      <Parameters parameters={parameters ?? []} />
      {requestBody && (
        <>
          <h4>Body{!requestBody.required && ', optional'}</h4>
          <p>{requestBody.description}</p>
          <MediaTypes content={requestBody.content ?? {}} />
        </>
      )}
      <h4>Answers</h4>
      <Answers responses={responses} />
    </section>
  )
}

/** Every operation of the API for people, from the description that programs read. */
export function ReferencePage({ document, newsroomTitle, siteUrl }: ReferencePageProps) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      call: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )
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
        {document.info.description} The same for programs, in OpenAPI:{' '}
        <a href="/openapi.json">openapi.json</a>.
      </p>
      <nav aria-label="Operations">
        <ul>
          {operations.map(({ call, operation }) => (
            <li>
              <a href={`#${operation.operationId}`}>{operation.summary}</a> <code>{call}</code>
            </li>
          ))}
        </ul>
      </nav>
      {document.tags.map(({ name, description }) => (
        <section aria-labelledby={`about-${name}`}>
          <h2 id={`about-${name}`}>{description}</h2>
          {operations
            .filter(({ operation }) => operation.tags.includes(name))
            .map(({ call, operation }) => (
              <Operation call={call} operation={operation} siteUrl={siteUrl} />
            ))}
        </section>
      ))}
      <h2>What has a name</h2>
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
