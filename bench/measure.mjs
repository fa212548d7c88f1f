// Times candidates in turns within one process, so that all are warm, and gives medians.
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** Runs each candidate in turns; nanoseconds a call, median of `rounds`. The results are consumed. */
export const interleave = (candidates, { calls, rounds = 15, warm = 3 }) => {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
  let sink = 0
  for (let round = -warm; round < rounds; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      const start = process.hrtime.bigint()
      for (let call = 0; call < calls; call++) sink += String(run(call)).length
      const elapsed = Number(process.hrtime.bigint() - start) / calls
      if (round >= 0) times[name].push(elapsed)
    }
  }
  if (sink < 0) throw new Error('unreachable')
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]))
}

export { median }

/**
 * Runs candidates in turns, the first being the reference. Gives, by name, the median over the rounds of milliseconds and
 * of the ratio to the reference in the same round: so a machine that others use as well slows both. A candidate returns
 * the totals of its results, which must agree; one that measures itself returns `{ milliseconds, totals }`. `before` runs
 * before each, outside of the time.
 */
export const inTurns = async (
  candidates,
  { between = [() => {}], rounds = 11, warm = 4, before = () => {}, tolerance = 1e-12 } = {},
) => {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
  const totals = {}
  for (let round = -warm; round < rounds; round++) {
    between[(round + warm) % between.length]()
    for (const [name, run] of Object.entries(candidates)) {
      before()
      const start = process.hrtime.bigint()
      const found = run(round)
      const own = found instanceof Promise ? await found : { totals: found }
      const milliseconds = own.milliseconds ?? Number(process.hrtime.bigint() - start) / 1e6
      totals[name] = own.totals
      if (round >= 0) times[name].push(milliseconds)
    }
  }
  const [reference] = Object.keys(candidates)
  for (const [name, found] of Object.entries(totals)) {
    for (const [index, total] of found.entries()) {
      const expected = totals[reference][index]
      if (!(Math.abs(total - expected) <= tolerance * Math.abs(expected)))
        throw new Error(`the totals differ: ${total} (${name}) and ${expected} (${reference})`)
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, values]) => {
      const ratios = values.map((value, round) => value / times[reference][round])
      return [name, { milliseconds: median(values), ratio: median(ratios) }]
    }),
  )
}
