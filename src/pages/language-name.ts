/** What a language is called in another; its tag where nobody knows a name, or it is none. */
export function languageName(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
