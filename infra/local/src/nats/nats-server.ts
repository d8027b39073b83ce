import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'nats'
import type { Found } from '../find/found.ts'
import { loopback } from '../ports.ts'
import type { Secrets } from '../secrets.ts'
import type { ServerKind } from '../server.ts'
import { stages } from '../stages.ts'

const natsUser = 'takt'

const maxPayloadBytes = 1024 * 1024
const maxFileStoreBytes = 10 * 1024 * 1024 * 1024
const maxMemoryStoreBytes = 256 * 1024 * 1024

export function natsUrl(port: number, secrets: Secrets): string {
  return `nats://${natsUser}:${secrets.nats}@${loopback}:${port}`
}

export function natsServer(options: { found: Found; dir: string; secrets: Secrets }): ServerKind {
  const { found, dir, secrets } = options
  const configPath = join(dir, 'nats', 'nats-server.conf')
  return {
    name: 'nats',
    title: `nats-server ${found.version} from ${found.origin}`,
    async prepare() {
      mkdirSync(join(dir, 'nats'), { recursive: true, mode: 0o700 })
    },
    spec(port) {
      writeFileSync(configPath, configuration(port, join(dir, 'nats')), { mode: 0o600 })
      return {
        name: 'nats',
        command: found.programs['nats-server'] as string,
        args: ['--config', configPath],
        env: { PATH: '/usr/bin:/bin', TAKT_NATS_PASSWORD: secrets.nats },
        cwd: join(dir, 'nats'),
        stage: stages.nats,
        steps: [
          { signal: 'SIGINT', waitMs: 10_000 },
          { signal: 'SIGTERM', waitMs: 2_000 },
        ],
      }
    },
    async probe(port) {
      const servers = `${loopback}:${port}`
      const connection = await connect({
        servers,
        user: natsUser,
        pass: secrets.nats,
        reconnect: false,
        timeout: 2_000,
      })
      try {
        const manager = await connection.jetstreamManager()
        await manager.getAccountInfo()
      } finally {
        await connection.close()
      }
    },
  }
}

/** The password stays out of the file: nats-server reads it from its environment. */
function configuration(port: number, storeDir: string): string {
  return `# Written at each start of Takt; changes are lost.
listen: "${loopback}:${port}"
server_name: "takt-local"
max_payload: ${maxPayloadBytes}
authorization {
  user: "${natsUser}"
  password: $TAKT_NATS_PASSWORD
}
jetstream {
  store_dir: ${JSON.stringify(storeDir)}
  max_file_store: ${maxFileStoreBytes}
  max_memory_store: ${maxMemoryStoreBytes}
}
`
}
