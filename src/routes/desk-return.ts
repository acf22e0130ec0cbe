const DESK = '/admin'
const HERE = 'http://here.invalid'

/**
 * Where to go on after signing in, if it is a page of the desk: who made the link may be anybody, and
 * `//elsewhere` or `/\elsewhere` leads away too.
 */
export function returnPath(wanted: string | undefined): string {
  const url = URL.parse(wanted ?? DESK, HERE)
  if (url === null || url.origin !== HERE) return DESK
  const isDesk = url.pathname === DESK || url.pathname.startsWith(`${DESK}/`)
  return isDesk && !url.pathname.startsWith(`${DESK}/sign-`) ? url.pathname + url.search : DESK
}

export const signInPath = (to: string): string =>
  to === DESK ? `${DESK}/sign-in` : `${DESK}/sign-in?to=${encodeURIComponent(to)}`
