import { z } from 'zod'
import { event } from '../../../define.ts'
import { Id, Instant, Text } from '../../../fields.ts'
import { PromiseRefused } from '../../../inventory/events/promise-refused.ts'
import { GivenBack, LineOutcome } from '../fields.ts'

const [refusal] = PromiseRefused.example.data.refused

export const OrderPromiseRefused = event('orchestration.OrderPromiseRefused', {
  summary:
    'An order cannot be promised. What was promised for it is given back; each line says what could be had instead.',
  data: z.object({
    order: Id,
    attempt: z.int().positive(),
    customer: Id.optional(),
    /** not-available: no source has it. no-answer: a source did not answer in time. */
    code: z.enum(['not-available', 'no-answer']),
    sentence: Text,
    lines: z.array(LineOutcome),
    givenBack: z.array(GivenBack),
    refusedAt: Instant,
  }),
  example: {
    order: 'SO-950',
    attempt: 1,
    customer: 'C-17',
    code: 'not-available',
    sentence: 'Line 10: 80 EA of BRACKET cannot be had from P1.',
    lines: [
      {
        line: '10',
        item: 'BRACKET',
        unit: 'EA',
        requested: { date: '2026-03-05', amount: '80' },
        from: [],
        short: '80',
        refusals: [
          {
            plant: 'P1',
            item: 'BRACKET',
            code: 'not-available',
            sentence: refusal?.sentence ?? '',
            alternatives: refusal?.alternatives ?? [],
          },
        ],
      },
    ],
    givenBack: [],
    refusedAt: '2026-03-02T08:00:00.000Z',
  },
})
