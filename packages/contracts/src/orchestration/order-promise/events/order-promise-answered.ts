import { z } from 'zod'
import { event } from '../../../define.ts'
import { RecordOrderAnswer } from '../commands/record-order-answer.ts'
import { Answer, AskedFor, GivenBack } from '../fields.ts'

export const OrderPromiseAnswered = event('orchestration.OrderPromiseAnswered', {
  summary:
    'An item of a plant has answered an order. `asks` go to the next sources; `givenBack` came too late and is cancelled.',
  data: Answer.extend({ asks: z.array(AskedFor), givenBack: z.array(GivenBack) }),
  example: { ...RecordOrderAnswer.example.data, asks: [], givenBack: [] },
})
