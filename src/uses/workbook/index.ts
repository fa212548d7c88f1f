import { checkMethod, checkOptions } from '../../core/call'
import { locate } from '../../core/errors'
import type { AnyMethod, Leaf, Method, Outputs } from '../../core/method'
import type { Context, Given } from '../evaluation'
import { makeBook } from './book'
import type { WorkbookOptions } from './draft'
import { writeXlsx } from './xlsx/write'

export type { WorkbookOptions } from './draft'
export { readWorkbook, type WorkbookData } from './read'
export { type Change, verifyWorkbook } from './verify'

/** What a caller gives for an input; null is a cell that stays empty. */
export type OpenGiven = Given | null | { readonly [label: string]: OpenGiven }

const leafNames = (method: AnyMethod): string[] => {
  const { leaves, factors } = method.graph()
  return [...leaves.keys(), ...factors.map(({ path }) => path)]
}

/**
 * Writes a method as an .xlsx workbook with live formulas: inputs in open cells, every step as a block of formulas with
 * its name, equation and unit, the factor rows with their sources, and checks. Beside each formula stands the exact
 * value. Years and other labels are those of the inputs and stay fixed; time runs along columns.
 *
 * Inputs and context are those of `evaluate`. A value may be `null`: its cell stays empty for a person to fill, and what
 * depends on it is `#N/A`. Needs the package `fflate`.
 *
 * @param method - The method, whose equations become formulas.
 * @param inputs - Values as `evaluate` takes them; they bring the labels.
 * @param context - Region, year, GWP set and own factors.
 * @param options - A title, and where the data of each input come from.
 * @returns The bytes of the file.
 * @throws MrvError for what `evaluate` would refuse, save that values may be missing.
 */
export const toWorkbook = <I extends Readonly<Record<string, Leaf>>, O extends Outputs>(
  method: Method<I, O> | AnyMethod,
  inputs: Readonly<Record<string, OpenGiven>>,
  context: Context = {},
  options: WorkbookOptions = {},
): Promise<Uint8Array> => {
  const plain = method as unknown as AnyMethod
  checkMethod(plain)
  checkOptions(options, ['title', 'sources'])
  checkOptions(options.sources ?? {}, leafNames(plain), 'input')
  return writeXlsx(
    locate({ method: plain.id }, () => makeBook(plain, inputs as Readonly<Record<string, Given>>, context, options))
      .book,
  )
}
