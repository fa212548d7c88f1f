import { fillNormal, normalCdf, normalQuantile } from '../special'
import { type Distribution, shifted } from './distribution'

/** Lognormal, by mean and standard deviation of the logarithm. */
export const lognormalOf = (mu: number, sigma: number): Distribution => {
  const moment = (power: number): number => Math.exp(power * mu + 0.5 * power * power * sigma * sigma)
  const part = (power: number, x: number): number =>
    x <= 0 ? 0 : moment(power) * normalCdf((Math.log(x) - mu - power * sigma * sigma) / sigma)
  return {
    kind: 'lognormal',
    mean: moment(1),
    sd: moment(1) * Math.sqrt(Math.expm1(sigma * sigma)),
    lowest: 0,
    highest: Number.POSITIVE_INFINITY,
    quantile: (p) => Math.exp(mu + sigma * normalQuantile(p)),
    below: (x) => shifted({ share: part(0, x), first: part(1, x), second: part(2, x) }, -moment(1)),
    fill: (uniforms, values, count) => {
      fillNormal(uniforms, values, count)
      for (let at = 0; at < count; at++) values[at] = Math.exp(mu + sigma * (values[at] as number))
    },
    parameters: { median: Math.exp(mu), geometricSd: Math.exp(sigma) },
  }
}

/** Lognormal with this arithmetic mean and standard deviation. */
export const lognormalOfMean = (mean: number, sd: number): Distribution => {
  const variance = Math.log1p((sd / mean) ** 2)
  return lognormalOf(Math.log(mean) - 0.5 * variance, Math.sqrt(variance))
}
