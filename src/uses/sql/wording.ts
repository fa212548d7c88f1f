import { type Problem, problemText } from '../../core/errors'
import type { Dimension } from '../../core/graph'
import { didYouMean } from '../../core/nearest'
import { notANumber } from '../../core/quantity'
import { type Declared, notationKeys, rangeText, unitSuffix } from '../evaluation'
import type { SqlColumn } from './column'
import type { Engine } from './engine'

/** What cells and labels take up of a reason at most. */
const longest = 60
/** So many labels are named in a reason; of more, the first and the last. */
const mostLabels = 20
/** A label is named by its position where there are so many at most: each needs a line in the statement. */
const mostNamed = 500

const separator = '\u0000'

/** Labels in words: all of few, the ends of many. */
export const labelsText = (labels: readonly string[]): string =>
  labels.length <= mostLabels
    ? labels.join(', ')
    : `one of ${labels.length} labels from ${labels[0]} to ${labels[labels.length - 1]}`

/**
 * SQL of reasons, in the words of a single evaluation: `code: input: what is wrong. Found …; expected …. What to do.`
 * What is only known in a row stands in it as SQL.
 */
export class Wording {
  private readonly parts: string[] = []

  constructor(private readonly engine: Engine) {}

  /** A part of a problem that SQL of a text fills in. */
  readonly of = (sql: string): string => {
    const at = this.parts.indexOf(sql)
    return `${separator}${at < 0 ? this.parts.push(sql) - 1 : at}${separator}`
  }

  text({ code, at = {}, ...problem }: Omit<Problem, 'at'> & Partial<Pick<Problem, 'at'>>): string {
    const pieces = `${code}: ${problemText({ code, at, ...problem })}`.split(separator)
    const isPart = (piece: string, index: number): boolean => index % 2 === 1 && this.parts[Number(piece)] !== undefined
    return pieces
      .flatMap((piece, index) => {
        if (isPart(piece, index)) return [`coalesce(${this.parts[Number(piece)]}, 'nothing')`]
        return piece === '' ? [] : [this.engine.dialect.string(piece)]
      })
      .join(' || ')
  }

  /** A cell as text, cut where it is long. */
  cell(sql: string): string {
    const text = this.engine.dialect.toText(sql)
    return this.of(`CASE WHEN length(${text}) > ${longest} THEN left(${text}, ${longest}) || '…' ELSE ${text} END`)
  }

  /** A number as text: that of a DOUBLE ends in .0 in two of the three engines. */
  number(sql: string): string {
    return this.of(`regexp_replace(${this.engine.dialect.toText(sql)}, '[.]0$', '')`)
  }

  /** The label at a position of a dimension. */
  label(dim: Dimension, sql: string): string | undefined {
    const { labels } = this.engine.axis(dim)
    if (/^\d+$/.test(sql)) return labels[Number(sql)]
    if (labels.length > mostNamed) return undefined
    const cases = labels.map((label, index) => `WHEN ${index} THEN ${this.engine.dialect.string(label)}`)
    return cases.length > 0 ? this.of(`CASE ${sql} ${cases.join(' ')} END`) : undefined
  }

  /** The labels of a cell, each by its position. */
  labels(dims: readonly Dimension[], at: (dim: Dimension) => string): Record<string, string> {
    return Object.fromEntries(
      dims.flatMap((dim) => {
        const label = this.label(dim, at(dim))
        return label === undefined ? [] : [[dim.name, label]]
      }),
    )
  }

  /** Why a cell of a category or a number is refused. `found` is what stands there, `read` what was read of it. */
  ofCell(
    { name, declared, from }: { readonly name: string; readonly declared: Declared; readonly from: SqlColumn },
    found: string,
    read: string,
    labels: Record<string, string>,
  ): string {
    const { engine } = this
    const { dialect } = engine
    const at = { input: name, ...(Object.keys(labels).length > 0 ? { labels } : {}) }
    const quoted = `"${this.cell(found)}"`
    if (declared.labels)
      return this.text({
        code: 'label.unknown',
        message: 'This is not one of the labels',
        at,
        found: quoted,
        expected: declared.labels.join(', '),
      })
    const text = dialect.toText(found)
    const unit = declared.unit?.text
    const { message, expected, separated, point, hint } = notANumber
    const invalid = (what: string, more: string): string =>
      this.text({ code: 'number.invalid', message: what, at, found: quoted, expected, hint: more })
    const size = this.text({
      code: 'number.range',
      message: 'This number is out of range',
      at,
      found: this.cell(found),
      expected: `magnitude 0 or ${dialect.stopsOutOfRange ? '1e-60 to 1e60' : '1e-308 to 1.8e308'}`,
    })
    const range = this.text({
      code: 'input.range',
      message: 'The value is out of range',
      at,
      found: `${this.number(found)}${unitSuffix(from.unit ?? unit)}`,
      expected: `${rangeText(declared.range ?? [null, null])}${unitSuffix(unit)}`,
    })
    const cases = [
      `${engine.isAccepted(read) ?? engine.isFinite(read)} THEN ${range}`,
      `${dialect.matches(text, /^\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$/)} THEN ${size}`,
      `${dialect.matches(text, key)} THEN ${invalid('A notation key is no number', keyHint)}`,
      `${dialect.matches(text, separated)} THEN ${invalid(message, `${point}.`)}`,
    ]
    return `CASE ${cases.map((each) => `WHEN ${each}`).join(' ')} ELSE ${invalid(message, hint)} END`
  }
}

/**
 * What a reason of `status` that names an unknown label is completed with, once rows are there: `Did you mean "…"?`.
 * Undefined where no label is near, and for all other reasons.
 */
export const nearestLabels = (reason: string): string | undefined => {
  const [, found, expected] = /^label\.unknown: .*? Found "(.*)"; expected (.*)\.$/.exec(reason) ?? []
  return found === undefined || expected === undefined ? undefined : didYouMean(found, expected.split(', '))
}

// DuckDB would make a join of IN, for every row
const key = new RegExp(`^(${[...notationKeys].join('|')})$`)

const keyHint = 'Write 0 for NO, NA and IE, and leave the cell empty for NE and C.'
