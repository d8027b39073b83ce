/** The model counts in whole thousandths, so that it shares no decimal arithmetic with what it checks. */
export type Milli = number

export const milli = (text: string): Milli => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const value = Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
  return text.startsWith('-') ? -value : value
}

export const text = (value: Milli): string => {
  const whole = Math.trunc(Math.abs(value) / 1000)
  const fraction = String(Math.abs(value) % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}
