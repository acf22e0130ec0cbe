import { exports } from 'cloudflare:workers'
import { SITE } from './newsroom.ts'

/** Somebody with a browser, as far as a server sees it: keeps cookies, says where forms come from. */
export function visitor(address = '198.51.100.7') {
  const jar = new Map<string, string>()

  async function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({
      'sec-fetch-site': method === 'GET' ? 'none' : 'same-origin',
      'cf-connecting-ip': address,
      ...(method !== 'GET' && { origin: SITE }),
      ...(init.headers as Record<string, string> | undefined),
    })
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`)
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
    const response = await exports.default.fetch(`${SITE}${path}`, {
      redirect: 'manual',
      ...init,
      method,
      headers,
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  const get = (path: string, headers: Record<string, string> = {}) => ask('GET', path, { headers })
  const post = (
    path: string,
    fields: Record<string, string> | FormData,
    headers: Record<string, string> = {},
  ) =>
    ask('POST', path, {
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      headers,
    })

  return {
    jar,
    get,
    post,
    /** The text of a page. */
    page: async (path: string) => (await get(path)).text(),
    signIn: (token = 'the-token', to = '') => post('/admin/sign-in', { token, to }),
    /** What stands in every form of this visitor's. */
    async formToken(): Promise<string> {
      const [, token = ''] =
        /name="form-token" value="([^"]+)"/.exec(await (await get('/admin')).text()) ?? []
      return token
    },
    /** Sends a form of the desk's own. */
    async send(path: string, fields: Record<string, string> = {}): Promise<Response> {
      return post(path, { ...fields, 'form-token': await this.formToken() })
    },
  }
}

export async function signedIn() {
  const operator = visitor()
  const response = await operator.signIn()
  if (response.status !== 303) throw new Error(await response.text())
  return operator
}
