import { Decimal, unity } from './decimal'

/**
 * A conversion factor kept as a quotient, so that 120 min are exactly 2 h although 1/60 has no finite decimal text.
 */
export interface Ratio {
  readonly above: Decimal
  readonly below: Decimal
}

const exactDigits = 30

/** The quotient as one decimal where it has a finite, short text; else as it is. */
const reduced = (above: Decimal, below: Decimal): Ratio => {
  if (below.equals(unity)) return { above, below }
  const quotient = above.dividedBy(below)
  return quotient.precision() <= exactDigits ? { above: quotient, below: unity } : { above, below }
}

export const unitRatio: Ratio = { above: unity, below: unity }

/** Reads `0.041868` or `1/12`. */
export const ratio = (text: string): Ratio => {
  const [above, below = '1'] = text.split('/') as [string, string?]
  return reduced(new Decimal(above), new Decimal(below))
}

export const timesRatio = (a: Ratio, b: Ratio): Ratio => reduced(a.above.times(b.above), a.below.times(b.below))

export const overRatio = (a: Ratio, b: Ratio): Ratio => reduced(a.above.times(b.below), a.below.times(b.above))

export const powerRatio = (a: Ratio, power: number): Ratio => reduced(a.above.pow(power), a.below.pow(power))

export const isUnitRatio = (a: Ratio): boolean => a.above.equals(a.below)

/** `value × ratio`, dividing last. */
export const applyRatio = (value: Decimal, { above, below }: Ratio): Decimal => {
  const product = above.equals(unity) ? value : value.times(above)
  return below.equals(unity) ? product : product.dividedBy(below)
}
