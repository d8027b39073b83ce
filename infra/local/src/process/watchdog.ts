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
  if (record?.runId === runId) {
    console.log(`${new Date().toISOString()} the launcher (process ${record.launcher.pid}) is gone: stopping`)
    await stopInOrder(record.children)
    await sweep(runId)
    removeIfOf(runFilePath(dir), runId)
    console.log(
      `${new Date().toISOString()} stopped ${record.children.map((child) => child.name).join(', ')}`,
    )
  }
  process.exit(0)
})
