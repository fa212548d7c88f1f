import { fillNormal, normalCdf, normalDensity, normalQuantile } from '../special'
import type { Distribution, Part } from './distribution'

export const normalPart = (x: number, mean: number, sd: number): Part => {
  const share = normalCdf((x - mean) / sd)
  const density = sd * normalDensity((x - mean) / sd)
  const edge = density === 0 ? 0 : density * (mean + x)
  return { share, first: mean * share - density, second: (mean * mean + sd * sd) * share - edge }
}

/** Normal, by mean and standard deviation. */
export const normalOf = (mean: number, sd: number): Distribution => ({
  kind: 'normal',
  mean,
  sd,
  lowest: Number.NEGATIVE_INFINITY,
  highest: Number.POSITIVE_INFINITY,
  quantile: (p) => mean + sd * normalQuantile(p),
  below: (x) => normalPart(x, mean, sd),
  fill: (uniforms, values, count) => {
    fillNormal(uniforms, values, count)
    for (let at = 0; at < count; at++) values[at] = mean + sd * (values[at] as number)
  },
  parameters: { mean, sd },
})
