import { loopback } from '../ports.ts'

export type Readiness =
  | { readonly state: 'ready' }
  /** It answers, and says what it waits for. */
  | { readonly state: 'waiting'; readonly reason: string }
  | { readonly state: 'silent'; readonly reason: string }

const askTimeoutMs = 2_000

/** Asks a service's own health endpoint whether it can do its work. Never throws. */
export async function askReadiness(healthPort: number): Promise<Readiness> {
  try {
    const response = await fetch(`http://${loopback}:${healthPort}/ready`, {
      signal: AbortSignal.timeout(askTimeoutMs),
    })
    const body = await response.text()
    return response.status === 200 ? { state: 'ready' } : { state: 'waiting', reason: whatIsMissing(body) }
  } catch {
    return {
      state: 'silent',
      reason: `no answer on health port ${healthPort} within ${askTimeoutMs / 1000} s`,
    }
  }
}

/** From `{ parts: { nats: { ready: false, … } } }`: the parts that are not ready, with what they say. */
function whatIsMissing(body: string): string {
  try {
    const { parts } = JSON.parse(body) as { parts: Record<string, { ready: boolean }> }
    const missing = Object.entries(parts).filter(([, part]) => !part.ready)
    return missing.map(([name, { ready: _, ...rest }]) => `${name} ${JSON.stringify(rest)}`).join(', ')
  } catch {
    return body.slice(0, 200)
  }
}
