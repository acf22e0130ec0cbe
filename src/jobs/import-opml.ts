import * as v from 'valibot'
import { defaultSlug, freeSlug, SourceFile } from '../domain/source-file.ts'
import type { SourceSettings } from '../domain/source.ts'
import type { SourceStore } from '../domain/store.ts'
import type { Outline } from '../ingest/read-opml.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface ImportDeps {
  sources: Pick<SourceStore, 'add' | 'taken'>
  /** Why an address may not be asked, in words; nothing when it may. */
  refusal: (url: URL) => string | undefined
  now: () => Date
}

/** What became of one outline. */
interface ImportedOutline {
  number: number
  title?: string | undefined
  url: string
  outcome: 'added' | 'known' | 'refused'
  /** Of the source that was added, or was there before. */
  slug?: string
  because?: string
}

export interface Imported {
  added: number
  known: number
  refused: number
  outlines: ImportedOutline[]
}

const LONGEST_TITLE = 200

/** What an outline says of a source, as far as a source can say it; its URL must be right. */
function settingsOf({ xmlUrl, title, htmlUrl, language }: Outline) {
  const url = v.safeParse(SourceFile.entries.url, xmlUrl)
  if (!url.success) return undefined
  const said = <const S extends v.GenericSchema<unknown, string | undefined>>(
    schema: S,
    text: string | undefined,
  ) => {
    const read = v.safeParse(schema, text)
    return read.success ? read.output : undefined
  }
  return {
    url: url.output,
    title: said(SourceFile.entries.title, title?.slice(0, LONGEST_TITLE)),
    homePageUrl: said(SourceFile.entries.homePageUrl, htmlUrl),
    language: said(SourceFile.entries.language, language),
  }
}

/**
 * Adds the feeds of a list as sources, all of them that can be asked and are not sources yet, or,
 * when it is cut off, none. The same list again adds nothing.
 */
export async function importOpml(
  outlines: readonly Outline[],
  deps: ImportDeps,
): Promise<Imported> {
  const { slugs, urls } = await deps.sources.taken()
  const added: SourceSettings[] = []
  const report = outlines.map((outline): ImportedOutline => {
    const { number, title, xmlUrl: url } = outline
    const settings = settingsOf(outline)
    const refusal = settings
      ? deps.refusal(new URL(settings.url))
      : 'it is not an absolute http or https URL'
    if (!settings || refusal !== undefined)
      return { number, title, url, outcome: 'refused', because: refusal ?? '' }
    const known = urls.get(settings.url)
    if (known !== undefined) return { number, title, url, outcome: 'known', slug: known }
    const slug = freeSlug(defaultSlug(settings), settings.url, slugs)
    slugs.set(slug, settings.url)
    urls.set(settings.url, slug)
    added.push({ ...settings, slug })
    return { number, title, url, outcome: 'added', slug }
  })
  if (added.length > 0) await deps.sources.add(added, 'api', wholeSeconds(deps.now()))
  const count = (wanted: ImportedOutline['outcome']) =>
    report.filter(({ outcome }) => outcome === wanted).length
  return {
    added: count('added'),
    known: count('known'),
    refused: count('refused'),
    outlines: report,
  }
}
