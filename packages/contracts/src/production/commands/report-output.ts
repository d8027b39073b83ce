import { command } from '../../define.ts'
import { OutputReported } from '../facts/output-reported.ts'
import { Output } from '../fields.ts'

export const ReportOutput = command('production.ReportOutput', {
  summary: 'Asks to book output of an open work order.',
  data: Output,
  example: OutputReported.example.data,
})
