/** One line a happening, with the time of day and, while starting, the seconds since the start. */
export function consoleLog(): { line(text: string): void; started(): void } {
  const began = performance.now()
  let starting = true
  return {
    line(text) {
      const clock = new Date().toTimeString().slice(0, 8)
      const since = starting ? ` +${((performance.now() - began) / 1000).toFixed(1)}s` : ''
      console.log(`${clock}${since}  ${text}`)
    },
    started() {
      starting = false
    },
  }
}
