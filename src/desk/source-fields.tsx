import { CheckBox, type Entered, type FormErrors, type Labels, TextField } from './form.tsx'

/** What is said of a source beside its address; named as the API names it. */
export const SOURCE_TEXTS = ['title', 'homePageUrl', 'language', 'credit'] as const
export const SOURCE_CHECKS = ['official', 'private'] as const

export const SOURCE_LABELS: Labels & Record<(typeof SOURCE_TEXTS)[number], string> = {
  title: 'Title',
  homePageUrl: 'Home page',
  language: 'Language',
  credit: 'Credit',
  official: 'Official',
  private: 'Private',
  'keep.days': 'Days',
  'keep.entries': 'Entries',
}

export const SOURCE_FIELDS = Object.keys(SOURCE_LABELS)

interface SourceFieldsProps {
  values: Entered
  errors: FormErrors
  /** What its feed says of itself: it holds where nothing else is said. */
  feed?: { title?: string | undefined; language?: string | undefined }
}

const unlessEmpty = (said: string | undefined, otherwise: string) =>
  said ? `Left empty: ${said}, as its feed says.` : otherwise

/** The settings of a source that its operator may change at any time. */
export function SourceFields({ values, errors, feed = {} }: SourceFieldsProps) {
  return (
    <>
      <TextField
        name="title"
        label={SOURCE_LABELS.title}
        hint={unlessEmpty(feed.title, 'Left empty: what its feed calls itself.')}
        value={values['title']}
        errors={errors}
      />
      <TextField
        name="homePageUrl"
        label={SOURCE_LABELS.homePageUrl}
        hint="Where its name leads to. Left empty: where its feed says."
        type="url"
        value={values['homePageUrl']}
        errors={errors}
      />
      <TextField
        name="language"
        label={SOURCE_LABELS.language}
        hint={unlessEmpty(feed.language, 'Such as en or ja-JP, for a feed that tells none.')}
        value={values['language']}
        errors={errors}
        isCode
      />
      <TextField
        name="credit"
        label={SOURCE_LABELS.credit}
        hint="The words its licence asks to be shown."
        value={values['credit']}
        errors={errors}
      />
      <CheckBox
        name="official"
        label="Official"
        hint="It speaks for the body whose news it is: of several reports of a story, its own is shown."
        checked={values['official'] === 'yes'}
        errors={errors}
      />
      <CheckBox
        name="private"
        label="Private"
        hint="The address of its feed is shown to nobody: in no feed, page or list."
        checked={values['private'] === 'yes'}
        errors={errors}
      />
      <fieldset>
        <legend>How long its entries are kept</legend>
        <TextField
          name="keep.days"
          label="Days"
          hint="No older than so many."
          inputmode="numeric"
          value={values['keep.days']}
          errors={errors}
        />
        <TextField
          name="keep.entries"
          label="Entries"
          hint="The newest so many. With both left empty, its topics and the newsroom say how long."
          inputmode="numeric"
          value={values['keep.entries']}
          errors={errors}
        />
      </fieldset>
    </>
  )
}
