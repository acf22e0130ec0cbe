import { Doorway } from './frame.tsx'
import { ErrorSummary, type FormErrors, TextField } from './form.tsx'

export interface SignInProps {
  newsroomTitle: string
  /** Where to go on afterwards. */
  to: string
  errors?: FormErrors
}

/** Where the operator's token is exchanged for a session. */
export function SignInPage({ newsroomTitle, to, errors = [] }: SignInProps) {
  return (
    <Doorway newsroomTitle={newsroomTitle} title="Sign in">
      <h1>Sign in</h1>
      <p class="lede">The desk is for this newsroom’s operator.</p>
      <ErrorSummary errors={errors} />
      <form method="post" action="/admin/sign-in" class="desk-form">
        <input type="hidden" name="to" value={to} />
        {/* Password managers keep a name with each password. */}
        <input type="hidden" name="username" value="operator" autocomplete="username" />
        <TextField
          name="token"
          label="Token"
          hint={
            <>
              The <code>ADMIN_TOKEN</code>. On your own machine <code>npm start</code> printed it
              and keeps it in <code>.dev.vars</code>.
            </>
          }
          type="password"
          autocomplete="current-password"
          required
          errors={errors}
        />
        <p>
          <button type="submit" class="main">
            Sign in
          </button>
        </p>
      </form>
    </Doorway>
  )
}

/** Without a token nobody can sign in. */
export function NoTokenPage({ newsroomTitle }: { newsroomTitle: string }) {
  return (
    <Doorway newsroomTitle={newsroomTitle} title="No token is set">
      <h1>No token is set</h1>
      <p>
        The desk opens with the operator’s token, and this newsroom has none. Set the secret{' '}
        <code>ADMIN_TOKEN</code>: <code>npx wrangler secret put ADMIN_TOKEN</code> at Cloudflare, an
        environment variable anywhere else.
      </p>
    </Doorway>
  )
}

/**
 * Who follows a link from elsewhere brings no cookie of ours, for it is `SameSite=Strict`. This page
 * asks again from here, and then it is there.
 */
export function OnwardPage({ newsroomTitle, url }: { newsroomTitle: string; url: string }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{newsroomTitle}</title>
        <meta http-equiv="refresh" content={`0; url=${url}`} />
      </head>
      <body>
        <p>
          <a href={url}>To the desk</a>
        </p>
      </body>
    </html>
  )
}

/** Why a request to the desk was turned away, in words. */
export function TurnedAwayPage(props: { newsroomTitle: string; title: string; what: string }) {
  const { newsroomTitle, title, what } = props
  return (
    <Doorway newsroomTitle={newsroomTitle} title={title}>
      <h1>{title}</h1>
      <p>{what}</p>
      <p>
        <a href="/admin">To the desk</a>
      </p>
    </Doorway>
  )
}
