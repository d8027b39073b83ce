/** Turns the ways in which a launcher is asked to stop into one signal. A second request kills everything at once. */
export function untilAskedToStop(onSecond: () => void): AbortSignal {
  const asked = new AbortController()
  const ask = (why: string) => {
    if (asked.signal.aborted) onSecond()
    else asked.abort(why)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal))
  // A closed terminal or a reader that left must not end the launcher before it has stopped the others.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  whenNpmIsGone(() => asked.abort('npm ended'))
  return asked.signal
}

const pollMs = 500

/** npm passes signals on, but not its own sudden end. */
function whenNpmIsGone(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    act()
  }, pollMs)
  timer.unref()
}
