/**
 * Runs beside the launcher with a pipe from it as standard input. However the launcher ends, the kernel closes the pipe;
 * whatever the launcher had not stopped by then is stopped here, in order.
 *
 * Arguments: the data directory and the run's id.
 */
import { readRunRecord, removeIfOf, runFilePath } from './run-file.ts'
import { stopInOrder } from './stop-in-order.ts'
import { sweep } from './sweep.ts'

const [dir, runId] = process.argv.slice(2)
if (dir === undefined || runId === undefined) throw new Error('usage: watchdog.ts <data directory> <run id>')

// A Ctrl-C or a closed terminal is for the launcher; the watchdog outlives it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

process.stdin.resume()
process.stdin.on('close', async () => {
  const record = readRunRecord(dir)
  const ours = record?.runId === runId
  if (ours) {
    say(`the launcher (process ${record.launcher.pid}) is gone: stopping what it had started`)
    await stopInOrder(record.children)
  }
  // Also without a record: the whole directory may have been deleted under a running launcher.
  const killed = await sweep(runId)
  if (ours) removeIfOf(runFilePath(dir), runId)
  if (ours || killed > 0) say(`stopped; ${killed} processes had to be killed`)
  process.exit(0)
})

function say(sentence: string): void {
  console.log(`${new Date().toISOString()} ${sentence}`)
}
