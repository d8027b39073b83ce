import { randomUUID } from 'node:crypto'
import { ALL_PLANTS, type AnyContract, allContracts, CancelOrderPromise, PromiseOrder } from '@takt/contracts'
import { builder } from '../builder.ts'
import { commandInput } from './input-types.ts'
import { CommandResultType } from './results.ts'

/** One mutation a public command, named like it: `ReserveStock` is `reserveStock(plant, input, messageId)`. */
export function addMutations(): void {
  for (const contract of allContracts) {
    if (contract.kind === 'command' && contract.audience === 'public') addMutation(contract)
  }
}

/** What is asked of no single plant: an order may come from several. */
const OF_ALL_PLANTS: ReadonlySet<string> = new Set([PromiseOrder.name, CancelOrderPromise.name])

function addMutation(contract: AnyContract): void {
  const name = contract.name.split('.')[1] as string
  const ofAllPlants = contract.context === 'masterdata' || OF_ALL_PLANTS.has(contract.name)
  const input = commandInput(contract) as 'JSON'
  builder.mutationField(name.charAt(0).toLowerCase() + name.slice(1), (t) =>
    t.field({
      type: CommandResultType,
      description: contract.summary,
      args: {
        plant: t.arg.id({
          required: !ofAllPlants,
          description: ofAllPlants ? 'Left out: it belongs to no single plant.' : 'The plant it concerns.',
        }),
        input: t.arg({ type: input, required: true }),
        messageId: t.arg.id({
          description:
            'Your id of this request; sent again, it has no second effect. Made for you when left out.',
        }),
        correlationId: t.arg.id({ description: 'The id that ties this request to what caused it.' }),
      },
      resolve: (_root, args, context) =>
        context.command({
          contract,
          plant: args.plant ?? ALL_PLANTS,
          data: args.input,
          messageId: args.messageId ?? randomUUID(),
          correlationId: args.correlationId ?? undefined,
        }),
    }),
  )
}
