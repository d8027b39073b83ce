import { relative } from 'node:path'
import { repositoryRoot } from './paths.ts'
import { endpointsPath, maskedEndpoints } from './platform/endpoints.ts'
import { type Platform, startPlatform } from './platform/platform.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack-types.ts'

interface LaunchOptions {
  readonly dir: string
  readonly fresh: boolean
  readonly graphqlPort?: number
  readonly preferredGraphqlPort?: number
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

interface Launched {
  readonly stack: Stack
  readonly platform: Platform
  /** Nothing has happened on this data yet. */
  readonly isFirstStart: boolean
}

/** The whole of Takt: servers, then services; returns when everything is ready. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { dir, fresh, signal, log, graphqlPort, preferredGraphqlPort } = options
  const stack = await startStack({ dir, fresh, signal, log })
  try {
    const platform = await startPlatform({
      stack,
      log,
      ...(graphqlPort === undefined ? {} : { graphqlPort }),
      ...(preferredGraphqlPort === undefined ? {} : { preferredGraphqlPort }),
    })
    await platform.waitReady()
    const isFirstStart = stack.run.isFirstStart()
    stack.run.markStarted()
    return { stack, platform, isFirstStart }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** Where to go, for people. Credentials stay in the file it names. */
export function directions(dir: string, platform: Platform): string {
  const shown = maskedEndpoints(platform.endpoints)
  const here = (path: string) => (path.startsWith(repositoryRoot) ? relative(repositoryRoot, path) : path)
  const file = here(endpointsPath(dir))
  return [
    `  GraphQL       ${shown.graphql}  (in a browser: GraphiQL)`,
    `  NATS          ${shown.nats}`,
    `  Event store   ${shown.eventStore}`,
    `  Postgres      psql "$(node -p "JSON.parse(fs.readFileSync('${file}')).postgresReader")"`,
    `  Credentials   ${file}  (readable by you alone)`,
    `  Logs          ${here(`${dir}/logs`)}`,
  ].join('\n')
}
