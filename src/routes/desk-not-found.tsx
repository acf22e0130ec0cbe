import { DeskNotFoundPage } from '../desk/not-found.tsx'
import { type DeskContext, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

export const deskNotFound = (c: DeskContext): Promise<Response> =>
  respondWithDesk(
    c,
    <DeskNotFoundPage frame={frameOf(c)} what="There is nothing at this address of the desk." />,
    404,
  )
