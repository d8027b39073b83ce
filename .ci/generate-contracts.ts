import { allContracts, asyncApi, catalogPage, jsonSchema } from '@takt/contracts'

const FOLDER = 'packages/contracts/generated'
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** A JSON Schema a version of a message, the AsyncAPI document and the catalog page. */
export function* contractFiles(): Iterable<[string, string]> {
  for (const contract of allContracts) {
    for (const { number } of contract.versions) {
      yield [`${FOLDER}/schemas/${contract.name}.v${number}.json`, json(jsonSchema(contract, number))]
    }
  }
  yield [`${FOLDER}/asyncapi.json`, json(asyncApi(allContracts))]
  yield ['docs/messages.md', catalogPage(allContracts)]
}
