// Writes a factor table by columns, without what repeats: src/data/factors/packed.ts reads it. A column is one text (in
// every row), a list, or a few texts and which of them each row has. Ids, titles and notes mostly repeat what stands in
// other columns of their row: they become texts with holes.
const filled = ['id', 'title', 'notes']
const notInHoles = [...filled, 'locator', 'status', 'lower', 'upper', 'bounds']

const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
const words = (text) => text.replace(/-/g, ' ')
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const isConstant = (cells) => cells.every((cell) => cell === cells[0])

/** The text with holes for what other columns of its row hold: `{fuel}` as it is, `{fuel }` in words, `{fuel-}` as in an id. */
const withHoles = (text, record, columns) => {
  if (/[{}]/.test(text)) return undefined
  const forms = columns
    .filter((column) => record[column] !== '')
    .flatMap((column) => [
      [record[column], `{${column}}`],
      [words(record[column]), `{${column} }`],
      [slug(record[column]), `{${column}-}`],
    ])
    .filter(([form]) => form !== '')
    .sort(([a], [b]) => b.length - a.length)
  let parts = [text]
  for (const [form, hole] of forms) {
    const found = new RegExp(`(?<![A-Za-z0-9])${escaped(form)}(?![A-Za-z0-9])`, 'g')
    parts = parts.flatMap((part) => (part.startsWith('{') ? [part] : cut(part, found, hole)))
  }
  return parts.join('')
}

const cut = (part, found, hole) => {
  const rest = part.split(found)
  return rest.flatMap((each, index) => (index === 0 ? [each] : [hole, each])).filter((each) => each !== '')
}

const byPlace = (cells) => {
  const of = [...new Set(cells)]
  const place = new Map(of.map((cell, index) => [cell, index]))
  return { of, at: cells.map((cell) => place.get(cell)) }
}
const shorter = (...columns) =>
  columns.reduce((best, each) => (JSON.stringify(each).length < JSON.stringify(best).length ? each : best))

/** The columns of a table, in their order: `[name, cells]`. */
export const packTable = (records) => {
  const names = Object.keys(records[0] ?? {})
  const cellsOf = new Map(names.map((name) => [name, records.map((record) => record[name])]))
  const varying = names.filter((name) => !notInHoles.includes(name) && !isConstant(cellsOf.get(name)))
  return names.flatMap((name) => {
    const cells = cellsOf.get(name)
    if (isConstant(cells)) return cells[0] === '' ? [] : [[name, cells[0]]]
    const holed = filled.includes(name) ? records.map((record) => withHoles(record[name], record, varying)) : undefined
    const withoutRepeats = holed?.every((text) => text !== undefined) ? [{ holes: true, ...byPlace(holed) }] : []
    return [[name, shorter(cells, byPlace(cells), ...withoutRepeats)]]
  })
}
