import { DeskPage, type Frame } from './frame.tsx'
import { type Entered, Form, type FormErrors, TextArea } from './form.tsx'
import { TopicFields } from './topic-fields.tsx'
import { InData } from './topic-page.tsx'
import { topicPath, type ToldTopic } from './topic.tsx'
import { Tried, type ToldDryRun } from './tried.tsx'

/** A topic's definition in one of the two ways it can be written. */
export type Draft = { as: 'form'; values: Entered } | { as: 'json'; slug: string; json: string }

interface TopicEditorProps {
  frame: Frame
  /** Absent while it is not one yet. */
  topic?: ToldTopic | undefined
  draft: Draft
  dryRun?: ToldDryRun | undefined
  errors?: FormErrors
}

function JsonFields({ draft, errors }: { draft: Draft & { as: 'json' }; errors: FormErrors }) {
  return (
    <TextArea
      name="json"
      label="The topic as JSON"
      hint="As its file in data/topics/ has it."
      value={draft.json}
      rows={30}
      errors={errors}
      isCode
    />
  )
}

function Buttons({ as, action, isNew }: { as: Draft['as']; action: string; isNew: boolean }) {
  return (
    <div class="actions">
      <button
        type="submit"
        name="do"
        value="try"
        formaction={`${action}#tried`}
        data-busy="Trying …"
      >
        Try it
      </button>
      <button type="submit" name="do" value="save" class="main" data-busy="Saving …">
        {isNew ? 'Add it' : 'Save'}
      </button>
      <button type="submit" name="do" value={as === 'form' ? 'as-json' : 'as-form'} class="plain">
        {as === 'form' ? 'Write it as JSON' : 'Write it in a form'}
      </button>
    </div>
  )
}

/** A topic's rule, with what it would do as it stands. */
export function TopicEditorPage(props: TopicEditorProps) {
  const { frame, topic, draft, dryRun, errors = [] } = props
  const action = topic ? `${topicPath(topic)}/edit` : '/admin/add-topic'
  return (
    <DeskPage
      frame={frame}
      title={topic ? `Edit ${topic.title}` : 'Add a topic'}
      section="/admin/topics"
      errors={errors}
    >
      {topic && <InData topic={topic} />}
      <div class="editor">
        <Form action={action} formToken={frame.formToken} isTried>
          <input type="hidden" name="as" value={draft.as} />
          {draft.as === 'json' ? (
            <>
              {!topic && <input type="hidden" name="slug" value={draft.slug} />}
              <JsonFields draft={draft} errors={errors} />
            </>
          ) : (
            <TopicFields values={draft.values} errors={errors} isNew={!topic} />
          )}
          <Buttons as={draft.as} action={action} isNew={!topic} />
        </Form>
        <Tried dryRun={dryRun} errors={errors} />
      </div>
    </DeskPage>
  )
}
