import { fillNormal, normalCdf, normalDensity, normalQuantile } from '../special'
import type { Distribution, Part } from './distribution'

export const normalPart = (x: number, mean: number, sd: number): Part => {
  const z = (x - mean) / sd
  const [share, density] = [normalCdf(z), normalDensity(z)]
  return { share, first: -sd * density, second: sd * sd * (density === 0 ? share : share - z * density) }
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
