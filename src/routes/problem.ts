import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What each status we answer with is called: RFC 9110 §15. */
const TITLES: Partial<Record<ContentfulStatusCode, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

/**
 * An error as RFC 9457 problem details.
 *
 * @param detail what happened and what to do about it, in words.
 * @param more members of this problem's own.
 * @param fields header fields of this answer's own.
 */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  detail: string,
  more: Record<string, unknown> = {},
  fields: Record<string, string> = {},
): Response {
  const headers = { ...fields, 'content-type': 'application/problem+json; charset=utf-8' }
  return c.body(
    `${JSON.stringify({ title: TITLES[status], status, detail, ...more })}\n`,
    status,
    headers,
  )
}
