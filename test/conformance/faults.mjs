// What `npm run conformance:faults` plants in each use: a wrong operator, a wrong constant and a wrong look-up row, one at
// a time. `from` must stand in the file exactly once; `method` is where the fault must show.

/**
 * @typedef {{ file: string, from: string, to: string, method: string }} Fault
 * @typedef {{ operator: Fault, constant: Fault, 'look-up row': Fault }} Faults
 */

const landfill = 'waste.solid-waste-disposal'

const sql = {
  operator: { file: 'src/uses/sql/handlers.ts', from: ".join(' - ')})`", to: ".join(' + ')})`", method: landfill },
  constant: {
    file: 'src/uses/sql/handlers.ts',
    from: 'engine.decimal(parseRatio(node.value))',
    to: "engine.decimal(parseRatio(node.value).times('1.001'))",
    method: landfill,
  },
  'look-up row': {
    file: 'src/uses/sql/leaves.ts',
    from: 'at(labels).cells.flatMap(',
    to: 'at(labels === combinations[0] ? (combinations[1] ?? labels) : labels).cells.flatMap(',
    method: landfill,
  },
}

/** @type {Record<string, Faults>} by the name of the use */
export const faults = {
  program: {
    operator: {
      file: 'src/uses/evaluation/symbolic.ts',
      from: "this.binary('subtract', a, b,",
      to: "this.binary('add', a, b,",
      method: landfill,
    },
    constant: {
      file: 'src/uses/evaluation/symbolic.ts',
      from: "this.make({ kind: 'number', value: cell })",
      to: "this.make({ kind: 'number', value: cell.times('1.001') })",
      method: landfill,
    },
    'look-up row': {
      file: 'src/uses/evaluation/symbolic.ts',
      from: 'labels.map((label) => this.of(then(label)))',
      to: 'labels.map((label, at) => this.of(then(at === 0 ? (labels[1] ?? label) : label)))',
      method: landfill,
    },
  },
  batch: {
    operator: {
      file: 'src/uses/batch/forms.ts',
      from: 'scaled(this.inside(b), -1)',
      to: 'scaled(this.inside(b), 1)',
      method: landfill,
    },
    constant: {
      file: 'src/uses/batch/forms.ts',
      from: 'constant: deed.value.toNumber()',
      to: 'constant: deed.value.toNumber() * 1.001',
      method: landfill,
    },
    'look-up row': {
      file: 'src/uses/batch/constants.ts',
      from: 'operands[1 + of(a)]',
      to: 'operands[1 + (of(a) || 1)]',
      method: landfill,
    },
  },
  json: {
    operator: {
      file: 'src/uses/json/method.ts',
      from: 'graphFromJson(json.graph, scopeOf)',
      to: "graphFromJson({ ...json.graph, nodes: json.graph.nodes.map((node) => (node.kind === 'subtract' ? { ...node, kind: 'add' } : node)) }, scopeOf)",
      method: landfill,
    },
    constant: {
      file: 'src/uses/json/method.ts',
      from: 'graphFromJson(json.graph, scopeOf)',
      to: "graphFromJson({ ...json.graph, nodes: json.graph.nodes.map((node) => (node.value === '16/12' ? { ...node, value: '16.016/12' } : node)) }, scopeOf)",
      method: landfill,
    },
    'look-up row': {
      file: 'src/uses/json/method.ts',
      from: 'return { table, source, rows }',
      to: 'return { table, source, rows: rows.map((row, at) => (at === 1 ? { ...row, value: rows[0].value } : row)) }',
      method: 'waste.composting',
    },
  },
  duckdb: sql,
  postgresql: sql,
  spark: sql,
  workbook: {
    operator: {
      file: 'src/uses/workbook/formula.ts',
      from: "binary('-', 1, at(0), at(1))",
      to: "binary('+', 1, at(0), at(1))",
      method: landfill,
    },
    constant: {
      file: 'src/uses/workbook/formula.ts',
      from: 'return { text: fraction,',
      to: "return { text: fraction.replace(/^/, '1.001*'),",
      method: landfill,
    },
    'look-up row': {
      file: 'src/uses/workbook/leaves.ts',
      from: '[...chosen, [first.category, label]]',
      to: '[...chosen, [first.category, label === first.labels[0] ? (first.labels[1] ?? label) : label]]',
      method: landfill,
    },
  },
}
