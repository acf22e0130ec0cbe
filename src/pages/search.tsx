export interface SearchProps {
  action: string
  terms?: string
  /** What else narrows the stream that is searched, by the names of its parameters. */
  more?: readonly (readonly [name: string, value: string])[]
}

/** Asks for a page that holds only what is looked for. */
export function Search({ action, terms = '', more = [] }: SearchProps) {
  return (
    <form class="search" action={action} role="search">
      <input
        type="search"
        name="q"
        value={terms}
        aria-label="Search"
        placeholder="Words, “phrases”, -not"
      />
      {more.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">Search</button>
    </form>
  )
}
