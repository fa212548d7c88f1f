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
