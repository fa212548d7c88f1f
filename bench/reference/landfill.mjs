// First-order decay by hand: year by year, type by type, all sites in a row, so that every array is read in order.
const smallest = 1e-300
const largest = 1e300

/**
 * `deposited[type][year]` is a column of sites in t waste; `carbon[type]` is DOC·DOCf·MCF, `decay[type]` is k. Writes a
 * column of t CH4 a year into `ch4[year]` and gives the total. Decay starts after six months, half of it is CH4.
 */
export const landfill = (deposited, carbon, decay, ch4, status) => {
  const types = deposited.length
  const years = deposited[0].length
  const sites = deposited[0][0].length
  const stocks = deposited.map(() => new Float64Array(sites))
  for (let year = 0; year < years; year++) {
    const generated = ch4[year]
    // a plain loop: `fill` is ten times slower
    for (let site = 0; site < sites; site++) generated[site] = 0
    for (let type = 0; type < types; type++) {
      addYear(deposited[type][year], stocks[type], generated, carbon[type], Math.exp(-decay[type]), status)
    }
  }
  let total = 0
  for (let year = 0; year < years; year++) total += finish(ch4[year], status)
  return total
}

const addYear = (deposited, stock, generated, carbon, remaining, status) => {
  const lost = (1 - remaining) * 0.5 * (16 / 12)
  for (let site = 0; site < deposited.length; site++) {
    const mass = deposited[site]
    if (!((mass >= smallest && mass <= largest) || mass === 0)) status[site] = 1
    const before = stock[site]
    generated[site] += before * lost
    stock[site] = mass * carbon + before * remaining
  }
}

const finish = (generated, status) => {
  let sum = 0
  for (let site = 0; site < generated.length; site++) {
    if (status[site] === 1 || !Number.isFinite(generated[site])) {
      status[site] = 1
      generated[site] = Number.NaN
    } else sum += generated[site]
  }
  return sum
}
