import { Moment } from './moment.tsx'
import { shortened, wordDiff, type Piece } from './word-diff.ts'

/** What an entry said once, in plain text. */
export interface Said {
  revision: number
  /** RFC 3339: since when it said so, here. */
  changedAt: string
  title: string
  text: string
}

interface HistoryProps {
  /** The newest first, what it says now among them. */
  said: readonly Said[]
  /** Of the entry; absent where nobody told. */
  words: { lang: string; dir: string }
  /** Of the page. */
  language: string
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ kind, text }) =>
        kind === 'same' ? text : kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>,
      )}
    </>
  )
}

function Change({
  now,
  before,
  words,
  language,
}: { now: Said; before: Said } & Omit<HistoryProps, 'said'>) {
  const language_ = words.lang || undefined
  const isTitled = now.title !== before.title
  const isTold = now.text !== before.text
  return (
    <li>
      <h3>
        <Moment at={now.changedAt} language={language} />
      </h3>
      {isTitled && (
        <p class="diff" {...words}>
          <strong>
            <Pieces pieces={wordDiff(before.title, now.title, language_)} />
          </strong>
        </p>
      )}
      {isTold && (
        <p class="diff" {...words}>
          <Pieces pieces={shortened(wordDiff(before.text, now.text, language_))} />
        </p>
      )}
      {!isTitled && !isTold && <p class="meta">Its links, files or authors; its words stayed.</p>}
    </li>
  )
}

/** What has been changed in an entry since it was first seen, the latest change first. */
export function History({ said, words, language }: HistoryProps) {
  const changes = said.flatMap((now, i) => {
    const before = said[i + 1]
    return before ? [{ now, before }] : []
  })
  if (changes.length === 0) return null
  return (
    <section class="history" aria-labelledby="history">
      <h2 id="history">What was changed</h2>
      <p class="meta">
        <ins>Underlined</ins> came, <del>struck out</del> went; as seen here.
      </p>
      <ol>
        {changes.map((change) => (
          <Change {...change} words={words} language={language} />
        ))}
      </ol>
    </section>
  )
}
