import { type Follower, followLog } from './follow-log.ts'
import { lineIsWorthShowing } from './log-line.ts'

const windowMs = 5_000
const linesPerWindow = 8

/** Shows the warnings and errors of a service's log, a few at a time; the file holds everything. */
export function condenseLog(
  name: string,
  path: string,
  from: number,
  show: (line: string) => void,
): Follower {
  let windowEnd = 0
  let shown = 0
  let held = 0
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    if (held > 0) show(`${name}: … and ${held} more such lines in ${path}`)
    held = 0
  }
  const follower = followLog(path, from, (line) => {
    const sentence = lineIsWorthShowing(line)
    if (Date.now() > windowEnd) {
      flush()
      windowEnd = Date.now() + windowMs
      shown = 0
    }
    if (sentence === undefined) return
    if (shown >= linesPerWindow) {
      if (held++ === 0) timer = setTimeout(flush, windowEnd - Date.now()).unref()
      return
    }
    shown++
    show(`${name}: ${sentence}`)
  })
  return {
    stop() {
      follower.stop()
      flush()
    },
  }
}
