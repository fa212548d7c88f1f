import type { Decimal } from '../../core/quantity'
import type { Operation } from '../evaluation'
import { addressOf } from './xlsx/sheet'

/** Where an operation has a cell of its own. */
export interface Place {
  readonly sheet: string
  readonly row: number
  readonly column: number
  /** The defined name, where the cell has one for itself. */
  readonly name?: string
}

interface Printed {
  readonly text: string
  /** How closely its last operator binds: 0 for a comparison, 4 for what needs no brackets. */
  readonly level: number
  /** How many functions and brackets stand inside each other. */
  readonly depth: number
}

const atom = (text: string, depth = 0): Printed => ({ text, level: 4, depth })

/** A number as a spreadsheet reads it: 17 digits, as many as it computes with. */
export const numberText = (value: Decimal): string => value.toSignificantDigits(17).toString().replace('e', 'E')

/** A text inside a formula. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** What may stand inside another formula; what is longer gets a cell of its own. */
const longest = 240
const deepest = 16
const terms = 24

/**
 * Prints operations as formulas. What has a cell of its own is referred to, all else is written out; what would be too
 * long gets the next spare cell. Formulas use what Excel and LibreOffice both have, and choose as lazily as the graph.
 */
export class Formulas {
  private readonly known = new Map<string, Map<Operation, Printed>>()
  /** What was given a spare cell, in order. */
  readonly helpers: { readonly of: Operation; readonly place: Place }[] = []

  constructor(
    private readonly places: Map<Operation, Place>,
    /** Numbers that the method writes as a fraction: `16/12`. */
    private readonly fractions: ReadonlyMap<string, string>,
    private readonly spare: (index: number) => Place,
  ) {}

  /** The formula of a cell of a sheet; `home` is where the operation's own cell is, if this is it. */
  of(operation: Operation, sheet: string, isHome = false): string {
    const place = this.places.get(operation)
    if (place && !isHome) return reference(place, sheet)
    return this.expand(operation, sheet).text
  }

  private inner(operation: Operation, sheet: string): Printed {
    const place = this.places.get(operation)
    if (place) return atom(reference(place, sheet))
    const printed = this.expand(operation, sheet)
    if (printed.text.length <= longest && printed.depth <= deepest) return printed
    const spare = this.spare(this.helpers.length)
    this.places.set(operation, spare)
    this.helpers.push({ of: operation, place: spare })
    return atom(reference(spare, sheet))
  }

  private expand(operation: Operation, sheet: string): Printed {
    const known = this.known.get(sheet) ?? new Map<Operation, Printed>()
    this.known.set(sheet, known)
    const before = known.get(operation)
    if (before) return before
    const printed = this.print(operation, sheet)
    known.set(operation, printed)
    return printed
  }

  private print(operation: Operation, sheet: string): Printed {
    const { deed, operands } = operation
    const at = (index: number): Printed => this.inner(operands[index] as Operation, sheet)
    const call = (name: string, ...given: readonly Printed[]): Printed =>
      atom(`${name}(${given.map(({ text }) => text).join(',')})`, 1 + Math.max(0, ...given.map(({ depth }) => depth)))
    const binary = (sign: string, level: number, left: Printed, right: Printed): Printed => {
      // what binds alike needs brackets on the right, and left of a power
      const [a, b] = [bracketed(left, sign === '^' ? level + 1 : level), bracketed(right, level + 1)]
      return { text: `${a.text}${sign}${b.text}`, level, depth: Math.max(a.depth, b.depth) }
    }
    switch (deed.kind) {
      case 'number':
        return this.number(deed.value)
      case 'truth':
        return atom(deed.value ? 'TRUE' : 'FALSE')
      case 'label':
        return atom(quoted(deed.label))
      case 'fail':
      case 'slot':
        return atom('NA()', 1)
      case 'add':
        return this.sum(operation, sheet)
      case 'subtract':
        return binary('-', 1, at(0), at(1))
      case 'multiply':
        if (isMinusOne(operands[0])) {
          const of = bracketed(at(1), 3)
          return { text: `-${of.text}`, level: 1, depth: of.depth }
        }
        return binary('*', 2, at(0), at(1))
      case 'divide':
        return binary('/', 2, at(0), at(1))
      case 'power': {
        const power = binary('^', 3, at(0), at(1))
        // 0 to the power of 0 is 1 here, and an error in Excel
        return operands[1]?.kind === 'number' ? power : call('IF', binary('=', 0, at(1), atom('0')), atom('1'), power)
      }
      case 'min':
        return call('MIN', at(0), at(1))
      case 'max':
        return call('MAX', at(0), at(1))
      case 'exp':
        return call('EXP', at(0))
      case 'ln':
        return call('LN', at(0))
      case 'abs':
        return call('ABS', at(0))
      case 'not':
        return call('NOT', at(0))
      case 'compare':
        return binary(deed.operator, 0, at(0), at(1))
      case 'is':
        return binary('=', 0, at(0), atom(quoted(deed.label)))
      case 'and':
        // AND() would ask for the second where the first is false
        return call('IF', at(0), at(1), atom('FALSE'))
      case 'choose':
        return call('IF', at(0), at(1), at(2))
      case 'lookup':
        return deed.labels.reduceRight(
          (rest, label, index) => call('IF', binary('=', 0, at(0), atom(quoted(label))), at(index + 1), rest),
          atom('NA()', 1),
        )
      case 'check':
        return call('IF', at(0), at(1), atom('NA()', 1))
    }
  }

  private number(value: Decimal): Printed {
    const fraction = this.fractions.get(value.toString())
    if (fraction !== undefined) return { text: fraction, level: 2, depth: 0 }
    return value.isNegative() ? { text: numberText(value), level: 1, depth: 0 } : atom(numberText(value))
  }

  /** Terms in a row or a column become SUM() of a range. */
  private sum(operation: Operation, sheet: string): Printed {
    const list: Operation[] = []
    let rest = operation
    while (rest.kind === 'add' && list.length < terms - 1 && (rest === operation || !this.places.has(rest))) {
      list.unshift(rest.operands[1] as Operation)
      rest = rest.operands[0] as Operation
    }
    list.unshift(rest)
    const runs = list.reduce<Operation[][]>((found, term) => {
      const run = found[found.length - 1]
      if (run && this.follows(run, term)) run.push(term)
      else found.push([term])
      return found
    }, [])
    const printed = runs.flatMap((run): Printed[] => {
      const [first, last] = [this.places.get(run[0] as Operation), this.places.get(run[run.length - 1] as Operation)]
      if (run.length < 3 || !first || !last) return run.map((term) => bracketed(this.inner(term, sheet), 1))
      return [atom(`SUM(${rangeText(first, last, sheet)})`, 1)]
    })
    const text = printed.map((each) => each.text).join('+')
    return { text, level: printed.length > 1 ? 1 : 4, depth: Math.max(...printed.map(({ depth }) => depth)) }
  }

  /** Whether a term's cell stands right after those of the run, in one line with them. */
  private follows(run: readonly Operation[], term: Operation): boolean {
    const [last, next] = [this.places.get(run[run.length - 1] as Operation), this.places.get(term)]
    if (!last || !next || last.sheet !== next.sheet) return false
    const down = next.column === last.column && next.row === last.row + 1
    const across = next.row === last.row && next.column === last.column + 1
    const before = run.length > 1 ? this.places.get(run[run.length - 2] as Operation) : undefined
    if (!before) return down || across
    return before.column === last.column ? down : across
  }
}

const isMinusOne = (operation: Operation | undefined): boolean =>
  operation?.deed.kind === 'number' && operation.deed.value.eq(-1)

const bracketed = (printed: Printed, level: number): Printed =>
  printed.level >= level ? printed : atom(`(${printed.text})`, printed.depth + 1)

/** How a formula on one sheet refers to a cell. */
export const reference = ({ sheet, row, column, name }: Place, from: string): string =>
  name ?? `${sheet === from ? '' : `${sheet}!`}${addressOf(row, column)}`

export const rangeText = (first: Place, last: Place, from: string): string =>
  `${first.sheet === from ? '' : `${first.sheet}!`}${addressOf(first.row, first.column)}:${addressOf(last.row, last.column)}`
