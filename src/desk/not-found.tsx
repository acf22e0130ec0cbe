import { DeskPage, type Frame } from './frame.tsx'

/** Says what is not there. */
export function DeskNotFoundPage({ frame, what }: { frame: Frame; what: string }) {
  return (
    <DeskPage frame={frame} title="Not found">
      <p>{what}</p>
      <p>
        <a href="/admin">To the overview</a>
      </p>
    </DeskPage>
  )
}
