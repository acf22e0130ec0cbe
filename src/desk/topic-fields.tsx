import type { Child } from 'hono/jsx'
import { DEFAULT_REPEATS, DEFAULT_THRESHOLD } from '../classify/compile.ts'
import { CheckBox, type Entered, type FormErrors, TextArea, TextField } from './form.tsx'
import {
  GROUP_LABELS,
  groupField,
  groupsIn,
  TOPIC_LABELS,
  type TopicField,
  WEIGHTS,
} from './topic-labels.ts'

interface FieldsProps {
  values: Entered
  errors: FormErrors
}

const MAX_ROWS = 18

const rowsFor = (text = '', least = 3) =>
  Math.min(Math.max(text.split('\n').length + 1, least), MAX_ROWS)

function Group({ values, errors, number }: FieldsProps & { number: number }) {
  const field = (name: keyof typeof GROUP_LABELS) => ({
    name: groupField(number, name),
    label: GROUP_LABELS[name],
    value: values[groupField(number, name)],
    errors,
  })
  const name = values[groupField(number, 'name')]
  return (
    <fieldset>
      <legend>{name ? <bdi>{name}</bdi> : 'Another group of terms'}</legend>
      <TextField {...field('name')} />
      <TextArea
        {...field('terms')}
        rows={rowsFor(values[groupField(number, 'terms')])}
        hint={
          <>
            One a line; wishes after semicolons:{' '}
            <code>defence; also defense; unless court, jury</code>
          </>
        }
      />
      <div class="beside">
        <TextField {...field('weight')} inputmode="decimal" />
        <TextField {...field('gazetteer')} isCode />
      </div>
      <TextField
        {...field('wishes')}
        hint={
          <>
            <code>case</code>, <code>exact</code>, <code>in title</code>, <code>language ja</code>,{' '}
            <code>near …</code>, <code>unless …</code>
          </>
        }
      />
      {name && (
        <CheckBox {...field('remove')} checked={values[groupField(number, 'remove')] === 'yes'} />
      )}
    </fieldset>
  )
}

/** Fields that most topics leave empty: open where something is in them, or wrong. */
function More(
  props: FieldsProps & { summary: string; fields: readonly TopicField[]; children: Child },
) {
  const { values, errors, summary, fields, children } = props
  const isUsed = fields.some((name) => values[name] || errors.some(({ field }) => field === name))
  return (
    <details class="tool" open={isUsed}>
      <summary>{summary}</summary>
      {children}
    </details>
  )
}

/** A topic in a form: what it is called, its terms in groups, and what few topics need. */
export function TopicFields({ values, errors, isNew }: FieldsProps & { isNew: boolean }) {
  const field = (name: TopicField) => ({
    name,
    label: TOPIC_LABELS[name],
    value: values[name],
    errors,
  })
  const weights = WEIGHTS.map((name): TopicField => `weights.${name}`)
  return (
    <>
      <TextField {...field('title')} />
      {isNew && <TextField {...field('slug')} hint="Its name in addresses, which stays." isCode />}
      <TextArea {...field('description')} rows={3} hint="Shown on its page and in its feeds." />
      <h2>Terms</h2>
      <p class="quiet">
        An entry belongs when what is found in it adds up to the threshold: each find counts its
        weight, times three in a title, times two in a summary.
      </p>
      {Array.from({ length: groupsIn(values) }, (_, number) => (
        <Group {...{ values, errors, number }} />
      ))}
      <More {...{ values, errors }} summary="Another group of terms" fields={[]}>
        <Group {...{ values, errors }} number={groupsIn(values)} />
      </More>
      <h2>What else counts</h2>
      <More
        {...{ values, errors }}
        summary="What does not count, categories and sources"
        fields={['exclude', 'categories', 'sources.count', 'sources.never']}
      >
        <TextArea
          {...field('exclude')}
          rows={rowsFor(values['exclude'])}
          hint="One a line: a term within one of them is not seen."
        />
        <TextArea
          {...field('categories')}
          rows={rowsFor(values['categories'])}
          hint="One a line, whole, as publishers write them."
        />
        <TextField {...field('sources.count')} hint="Slugs, with commas between." isCode />
        <TextField {...field('sources.never')} hint="Slugs, with commas between." isCode />
      </More>
      <More {...{ values, errors }} summary="A condition: all, any, none" fields={['rule']}>
        <TextArea
          {...field('rule')}
          rows={rowsFor(values['rule'], 6)}
          isCode
          hint={
            <>
              Must hold as well; alone, where there are no terms. <code>all:</code>,{' '}
              <code>any:</code> and <code>none:</code> speak of what is indented beneath them;{' '}
              <code>submarin*</code> is how a word begins.
            </>
          }
        />
      </More>
      <More
        {...{ values, errors }}
        summary="How finds are weighed"
        fields={['threshold', 'repeats', ...weights]}
      >
        <div class="beside">
          <TextField
            {...field('threshold')}
            hint={`Left empty: ${DEFAULT_THRESHOLD}.`}
            inputmode="decimal"
          />
          <TextField
            {...field('repeats')}
            hint={`Left empty: ${DEFAULT_REPEATS} finds of a term.`}
            inputmode="decimal"
          />
          {weights.map((name) => (
            <TextField {...field(name)} inputmode="decimal" />
          ))}
        </div>
      </More>
      <More
        {...{ values, errors }}
        summary="How long its entries are kept"
        fields={['keep.days', 'keep.entries', 'keep.always']}
      >
        <div class="beside">
          <TextField {...field('keep.days')} hint="No older than so many." inputmode="decimal" />
          <TextField {...field('keep.entries')} hint="The newest so many." inputmode="decimal" />
        </div>
        <CheckBox
          {...field('keep.always')}
          hint="Otherwise, with both left empty, the newsroom says how long."
          checked={values['keep.always'] === 'yes'}
        />
      </More>
    </>
  )
}
