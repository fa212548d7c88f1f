// transport.fleet: survival inputs of the published and peer-computed cases. Each source gives R(a), the share of the sales of a year
// that is left at age a; the method takes s(a) = R(a)/R(a - 1), the share of the vehicles one year younger. Nothing else is computed
// here: the expected figures of those cases are printed in their sources, or come from the named implementation.
//   IPCC 2006 V2 Ch 3, Box 3.2.3, p 3.28: R(a) = 1 - exp(-exp(a0 + b.a)); automobiles a0 = 1.798, b = -0.137; light commercial 1.618, -0.141.
//   Weibull: R(a) = exp(-(a/scale)^shape). ODYM test: shape 1.2, scale 1; VEIN (Hao et al. 2011): shape 4.79, scale 14.46.
//   Normal: R(a) = 1 - Phi((a - 5)/1.5). ODYM test of an initial stock.
//   NHTSA DOT HS 809 952, Table 7, and EPA-420-D-16-900 as in ORNL TEDB Ed. 40, Table 3.15: R as printed.

import { abs, add, dec, div, exp, fmt, mul, ONE, sub } from './_exact-waste.mjs'

const TWO = dec(2)

/** ln x: Newton on exp, y <- y + 2(x - e^y)/(x + e^y), cubic. */
const ln = (x) => {
  let y = 0n
  for (let i = 0; i < 200; i += 1) {
    const e = exp(y)
    const change = mul(TWO, div(sub(x, e), add(x, e)))
    y += change
    if (abs(change) < 10n) return y
  }
  throw new Error('ln does not settle')
}
const power = (x, p) => (x === 0n ? 0n : exp(mul(p, ln(x))))

const squareRoot = (x) => {
  const r = x * ONE
  let y = ONE
  for (let i = 0; i < 400; i += 1) {
    const next = (y + r / y) / 2n
    if (abs(next - y) <= 1n) return next
    y = next
  }
  throw new Error('square root does not settle')
}

/** pi by Machin: 16 arctan(1/5) - 4 arctan(1/239). */
const arctanInverse = (n) => {
  let sum = 0n
  let term = ONE / n
  for (let k = 0n; term !== 0n; k += 1n) {
    sum += (k % 2n === 0n ? term : -term) / (2n * k + 1n)
    term /= n * n
  }
  return sum
}
const PI = 16n * arctanInverse(5n) - 4n * arctanInverse(239n)

/** Phi(z) = 1/2 + z.exp(-z^2/2)/sqrt(2 pi).(1 + z^2/3 + z^4/15 + ...), all terms of one sign. */
const phi = (z) => {
  const square = mul(z, z)
  let term = ONE
  let sum = ONE
  for (let k = 1n; term !== 0n; k += 1n) {
    term = mul(term, square) / (2n * k + 1n)
    sum += term
  }
  return add(div(ONE, TWO), div(mul(z, exp(-div(square, TWO)), sum), squareRoot(mul(TWO, PI))))
}

const ages = (last) => Array.from({ length: last + 1 }, (_, a) => a)
/** s(0) enters no equation; it is given as 1. */
const annual = (left) => ['1', ...left.slice(1).map((r, a) => fmt(div(r, left[a]), 30))]

function show(id, left, more = {}) {
  console.log(`\n=== ${id}`)
  console.log(`R: ${left.map((r) => fmt(r, 20)).join(' ')}`)
  const survival = annual(left)
  console.log(`s: ${survival.join(' ')}`)
  console.log(`SURVIVAL ${id} ${JSON.stringify({ from: 0, values: survival })}`)
  for (const [name, value] of Object.entries(more)) console.log(`MORE ${id} ${name} ${JSON.stringify(value)}`)
}

const gompertz = (a0, b) => ages(40).map((a) => sub(ONE, exp(-exp(add(dec(a0), mul(dec(b), dec(a)))))))
const automobiles = gompertz('1.798', '-0.137')
const light = gompertz('1.618', '-0.141')
show('box-3-2-3-automobiles', automobiles, { 'R(0) in percent': fmt(mul(dec(100), automobiles[0]), 30) })
show('box-3-2-3-light-commercial-vehicles', light, { 'R(0) in percent': fmt(mul(dec(100), light[0]), 30) })

const weibull = (shape, scale, last) => ages(last).map((a) => exp(-power(div(dec(a), dec(scale)), dec(shape))))
show('odym-weibull-lifetime', weibull('1.2', '1', 9))
show('flodym-weibull-fifteen-years', weibull('4.79', '14.46', 14))

{
  // The test drives the stock: base stock 4, 2, 5, 3 at ages 0-3, then 18, 20, 20, 20, 20. Sales, net of what R(0) takes, fill the gap.
  const left = ages(8).map((a) => sub(ONE, phi(div(sub(dec(a), dec(5)), dec('1.5')))))
  let stock = ['4', '2', '5', '3'].map(dec)
  const sales = ['18', '20', '20', '20', '20'].map((target) => {
    const older = stock.map((n, a) => div(mul(n, left[a + 1]), left[a]))
    const sold = sub(dec(target), add(...older))
    stock = [sold, ...older]
    return fmt(sold, 30)
  })
  show('odym-initial-stock-normal-lifetime', left, { sales })
}

const nhtsa =
  '0.9900 0.9831 0.9731 0.9593 0.9413 0.9188 0.8918 0.8604 0.8252 0.7866 0.7170 0.6125 0.5094 0.4142 0.3308 0.2604 0.2028 0.1565 0.1200 0.0916 0.0696 0.0527 0.0399 0.0301 0.0227'
show('nhtsa-lifetime-distance-of-a-passenger-car', nhtsa.split(' ').map(dec))

const epa =
  '1 0.997 0.994 0.991 0.984 0.974 0.961 0.942 0.92 0.893 0.862 0.826 0.788 0.718 0.613 0.51 0.415 0.332 0.261 0.203 0.157 0.12 0.092 0.07 0.053 0.04 0.03 0.023 0.013 0.01 0.007 0.002'
show('us-cars-in-use-2000-and-2013', epa.split(' ').map(dec))
