import { identify, isAlive } from './process/identity.ts'
import { parentOf, programOf } from './process/program-of.ts'

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const sameRequestMs = 500

/** Turns the ways in which a launcher is asked to stop into one signal. A second request kills everything at once. */
export function untilAskedToStop(onSecond: () => void): AbortSignal {
  const asked = new AbortController()
  let askedAt = 0
  const ask = (why: string) => {
    if (!asked.signal.aborted) {
      askedAt = Date.now()
      asked.abort(why)
    } else if (Date.now() - askedAt > sameRequestMs) onSecond()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal))
  // A closed terminal or a reader that left must not end the launcher before it has stopped the others.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  whenNpmIsGone(() => asked.abort('npm ended'))
  return asked.signal
}

const pollMs = 500

/** npm passes signals on, but not its own sudden end. It runs a script directly or through a shell. */
function whenNpmIsGone(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const shell = /^(\S*\/)?(ba|da|z|k|a)?sh /.test(programOf(process.ppid) ?? '')
  const npm = identify(shell ? (parentOf(process.ppid) ?? 0) : process.ppid)
  if (npm === undefined) return
  const timer = setInterval(() => {
    if (isAlive(npm)) return
    clearInterval(timer)
    act()
  }, pollMs)
  timer.unref()
}
