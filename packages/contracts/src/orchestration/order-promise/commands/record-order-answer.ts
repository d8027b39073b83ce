import { command } from '../../../define.ts'
import { Answer } from '../fields.ts'

export const RecordOrderAnswer = command('orchestration.RecordOrderAnswer', {
  summary: 'An item of a plant has answered an order that asked it for a promise.',
  audience: 'internal',
  data: Answer,
  example: {
    order: 'SO-950',
    attempt: 1,
    plant: 'P1',
    item: 'BRACKET',
    promised: [{ line: '10', promised: [{ date: '2026-03-05', amount: '80' }], short: '0' }],
    refused: [],
  },
})
