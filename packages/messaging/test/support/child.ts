import { fork } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** Runs a script of this folder as a process of its own, until the test ends or it is killed. */
export async function startChild(script: string, env: Record<string, string>) {
  const child = fork(new URL(`./${script}`, import.meta.url), {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx'],
  })
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${script} ended with ${code ?? signal} before it had started`)
  })
  ended.catch(() => {})
  await Promise.race([once(child, 'message'), ended])
  return { kill }
}
