import { createReadStream, statSync } from 'node:fs'

export interface Follower {
  stop(): void
}

const pollMs = 250

/** Calls back with each complete line appended to a file from an offset on, also after the file was cut. */
export function followLog(path: string, from: number, onLine: (line: string) => void): Follower {
  let offset = from
  let reading = false

  const timer = setInterval(async () => {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    if (size < offset) offset = 0
    if (reading || size === offset) return
    reading = true
    try {
      offset += await readLines(path, offset, size, onLine)
    } finally {
      reading = false
    }
  }, pollMs)
  return { stop: () => clearInterval(timer) }
}

/** Returns how many bytes were taken; a last line without its end is left for the next time. */
async function readLines(
  path: string,
  begin: number,
  end: number,
  onLine: (line: string) => void,
): Promise<number> {
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(path, { start: begin, end: end - 1 }))
    chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const complete = bytes.subarray(0, bytes.lastIndexOf(10) + 1)
  for (const line of complete.toString('utf8').split('\n').slice(0, -1)) onLine(line)
  return complete.length
}
