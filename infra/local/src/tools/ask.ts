import { askApi } from './api.ts'

const HELP = `npm run ask -- QUERY [VARIABLES]

Asks the GraphQL API of the running Takt and prints its answer. Example:

  npm run ask -- '{ atp(plant: "P1", item: "BOLT") { available } }'`

async function main([query, variables = '{}', ...rest]: readonly string[]): Promise<number> {
  if (query === undefined || query === '--help' || rest.length > 0) {
    console.log(HELP)
    return query === '--help' ? 0 : 2
  }
  const answer = await askApi(query, JSON.parse(variables) as object)
  for (const { message } of answer.errors ?? []) console.error(message)
  if (answer.data) console.log(JSON.stringify(answer.data, null, 2))
  return answer.errors ? 1 : 0
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
