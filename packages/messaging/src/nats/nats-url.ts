export interface NatsAddress {
  /** `host:port`, at least one. */
  readonly servers: readonly string[]
  readonly user?: string
  readonly pass?: string
  readonly token?: string
  readonly tls: boolean
}

export const DEFAULT_NATS_URL = 'nats://127.0.0.1:4222'

/**
 * Takes `nats://user:password@host:port` or `nats://token@host:port` apart (`tls://` for TLS; several servers of one
 * cluster separated by commas, credentials in the first that has some). The client itself ignores credentials in a URL.
 */
export function parseNatsUrl(text: string): NatsAddress {
  const urls = text.split(',').map((part) => readUrl(part.trim()))
  const secret = urls.find((url) => url.username !== '')
  const user = secret && decodeURIComponent(secret.username)
  const pass = secret && decodeURIComponent(secret.password)
  return {
    servers: urls.map((url) => `${url.hostname}:${url.port === '' ? '4222' : url.port}`),
    tls: urls.some((url) => url.protocol === 'tls:'),
    ...(user === undefined ? {} : pass ? { user, pass } : { token: user }),
  }
}

function readUrl(text: string): URL {
  const withScheme = text.includes('://') ? text : `nats://${text}`
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined
  if (url && (url.protocol === 'nats:' || url.protocol === 'tls:') && url.hostname !== '') return url
  // The text itself may hold a password.
  throw new Error(
    `NATS_URL is not a NATS address: write it as ${DEFAULT_NATS_URL} or nats://user:password@host:4222`,
  )
}
