import { startStack } from '../../src/index.ts'

/** Starts a stack and says so; ends only by being killed. Argument: the data directory. */
const stack = await startStack({ dir: process.argv[2] as string })
const { runFile, watchdogPid } = stack.run
console.log(JSON.stringify({ record: runFile.record, watchdogPid: watchdogPid(), env: stack.env }))
setInterval(() => {}, 1_000)
