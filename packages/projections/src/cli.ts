import { migrate } from '@takt/read-models'
import postgres from 'postgres'
import { list } from './cli/list.ts'
import { rebuildCommand } from './cli/rebuild-command.ts'
import { serverUrls } from './cli/servers.ts'
import { serviceViews } from './cli/service-views.ts'

const HELP = `npm run projections -- list                       every view: service, tables, position, age
npm run projections -- rebuild <view> [--restart]  builds the view's tables anew from the log beside the live ones, while
                                                   writes go on, then swaps; broken off, the same command goes on
                                                   (--restart: from the start)
npm run projections -- rebuild --all              the same for every view, one after the other
npm run projections -- --help

Servers: DATABASE_URL and EVENTSTORE_URL, else those of the running \`npm start\`.`

async function main(args: readonly string[]): Promise<number> {
  const [command, name] = args.filter((arg) => !arg.startsWith('--'))
  const all = args.includes('--all')
  const known = command === 'list' || (command === 'rebuild' && (name !== undefined || all))
  if (args.includes('--help') || !known) {
    ;(args.includes('--help') ? console.log : console.error)(HELP)
    return args.includes('--help') ? 0 : 2
  }
  const views = await serviceViews()
  const { databaseUrl, eventStoreUrl } = serverUrls(process.env)
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} })
  try {
    await migrate(sql)
    if (command === 'list') {
      console.log(await list(sql, views))
      return 0
    }
    if (all) {
      for (const view of views) await rebuildCommand(view, sql, eventStoreUrl, args.includes('--restart'))
      return 0
    }
    const view = views.find((each) => each.view.name === name)
    if (view === undefined) {
      console.error(`there is no view ${name}; there are ${views.map((each) => each.view.name).join(', ')}`)
      return 2
    }
    await rebuildCommand(view, sql, eventStoreUrl, args.includes('--restart'))
    return 0
  } finally {
    await sql.end({ timeout: 1 })
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
