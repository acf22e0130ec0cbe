import type { Child } from 'hono/jsx'

/** What is wrong with a form: each with the field it is told at and what that is called, or with none. */
export type FormErrors = readonly {
  field?: string | undefined
  label?: string | undefined
  what: string
}[]

/** What the fields of a form are called, by their names. */
export type Labels = Readonly<Record<string, string>>

/** What was entered, by the names of its fields. */
export type Entered = Readonly<Record<string, string | undefined>>

const idOf = (field: string) => `field-${field}`
const errorId = (field: string) => `error-${field}`
const hintId = (field: string) => `hint-${field}`

/** All that is wrong, before the form, each leading to its field. It has focus when the page opens. */
export function ErrorSummary({ errors }: { errors: FormErrors }) {
  if (errors.length === 0) return null
  return (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <p>
        <strong>{errors.length === 1 ? 'Something is wrong:' : 'Some things are wrong:'}</strong>
      </p>
      <ul>
        {errors.map(({ field, label, what }) => {
          const told = label === undefined ? what : `${label}: ${what}`
          return <li>{field === undefined ? told : <a href={`#${idOf(field)}`}>{told}</a>}</li>
        })}
      </ul>
    </div>
  )
}

export interface FieldProps {
  name: string
  label: string
  hint?: Child
  errors?: FormErrors | undefined
}

/** What stands around every input, and what it is told of by those who do not see it. */
function about({ name, hint, errors = [] }: FieldProps) {
  const wrong = errors.filter(({ field }) => field === name)
  const describedBy = [
    ...(hint ? [hintId(name)] : []),
    ...(wrong.length > 0 ? [errorId(name)] : []),
  ]
  return {
    wrong,
    told: {
      id: idOf(name),
      name,
      'aria-describedby': describedBy.length > 0 ? describedBy.join(' ') : undefined,
      'aria-invalid': wrong.length > 0 ? ('true' as const) : undefined,
    },
  }
}

function Around({ field, children }: { field: FieldProps; children: Child }) {
  const { name, label, hint } = field
  const { wrong } = about(field)
  return (
    <div class={wrong.length > 0 ? 'desk-field wrong' : 'desk-field'}>
      <label for={idOf(name)}>{label}</label>
      {hint && (
        <p class="hint" id={hintId(name)}>
          {hint}
        </p>
      )}
      {wrong.length > 0 && (
        <p class="error" id={errorId(name)}>
          {wrong.map(({ what }) => what).join('; ')}
        </p>
      )}
      {children}
    </div>
  )
}

interface InputProps extends FieldProps {
  value?: string | undefined
  type?: 'text' | 'url' | 'password' | 'search' | 'file'
  required?: boolean
  autocomplete?: string
  accept?: string
  inputmode?: 'numeric' | 'decimal'
  /** Of machines' words: no spelling, no capitals. */
  isCode?: boolean
}

/** One line to write in. */
export function TextField(field: InputProps) {
  const { value, type = 'text', required, autocomplete, accept, inputmode, isCode } = field
  return (
    <Around field={field}>
      <input
        {...about(field).told}
        type={type}
        value={value}
        required={required}
        autocomplete={autocomplete}
        accept={accept}
        inputmode={inputmode}
        {...(isCode && { autocapitalize: 'none' })}
      />
    </Around>
  )
}

/** A date with its time, in UTC: a page without script knows no other zone. */
export function MomentField(field: FieldProps & { value?: string | undefined }) {
  return (
    <Around field={field}>
      <input {...about(field).told} type="datetime-local" value={field.value} />
    </Around>
  )
}

/** Many lines to write in. */
export function TextArea(
  field: FieldProps & { value?: string | undefined; rows?: number; isCode?: boolean },
) {
  const { value = '', rows = 6, isCode } = field
  return (
    <Around field={field}>
      <textarea {...about(field).told} rows={rows} {...(isCode && { class: 'code' })}>
        {value}
      </textarea>
    </Around>
  )
}

/** One of a few. */
export function Choice(
  field: FieldProps & {
    value?: string | undefined
    options: readonly (readonly [string, string])[]
  },
) {
  const { value, options } = field
  return (
    <Around field={field}>
      <select {...about(field).told}>
        {options.map(([option, label]) => (
          <option value={option} selected={option === value}>
            {label}
          </option>
        ))}
      </select>
    </Around>
  )
}

/** Yes or no. */
export function CheckBox(field: FieldProps & { checked?: boolean }) {
  const { name, label, hint, checked } = field
  return (
    <div class="desk-field check">
      <input type="checkbox" {...about(field).told} value="yes" checked={checked ?? false} />
      <label for={idOf(name)}>{label}</label>
      {hint && (
        <p class="hint" id={hintId(name)}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** A form that changes something: it proves where it comes from. */
export function Form(props: {
  action: string
  formToken: string
  isUpload?: boolean
  /** With script, what it would do is shown while it is filled in. */
  isTried?: boolean
  /** Long to write: the script sees to it that nothing is lost, saved as it is or not. */
  writing?: 'saved' | 'unsaved'
  class?: string
  children: Child
}) {
  const { action, formToken, isUpload, isTried, writing, class: name, children } = props
  return (
    <form
      method="post"
      action={action}
      class={name ?? 'desk-form'}
      enctype={isUpload ? 'multipart/form-data' : undefined}
      data-tried={isTried}
      data-writing={writing}
      novalidate
    >
      <input type="hidden" name="form-token" value={formToken} />
      {children}
    </form>
  )
}

/** A form that is one button. */
export function Action(props: {
  action: string
  formToken: string
  label: string
  /** What it does while its sender waits. */
  busy?: string
  values?: Entered
  /** What it is done to, for those who hear the button alone. */
  of?: string
  isGrave?: boolean
}) {
  const { action, formToken, label, busy, values = {}, of, isGrave } = props
  return (
    <Form action={action} formToken={formToken} class="action">
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button
        type="submit"
        class={isGrave ? 'grave' : undefined}
        data-busy={busy}
        aria-label={of === undefined ? undefined : `${label}: ${of}`}
      >
        {label}
      </button>
    </Form>
  )
}
