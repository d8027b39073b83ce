import { readModelFiles } from '@takt/read-models'
import { epcisPage } from '../services/inventory/test/epcis-samples/page.ts'
import { contractFiles } from './generate-contracts.ts'
import { graphqlFiles } from './generate-graphql.ts'
import { guaranteeFiles } from './generate-guarantees.ts'

/** Every generated file of the repository: path from the root → content. */
export async function generatedFiles(): Promise<Map<string, string>> {
  return new Map([
    ...contractFiles(),
    ...graphqlFiles(),
    ...readModelFiles(),
    ...guaranteeFiles(),
    ['docs/epcis.md', epcisPage()],
  ])
}
