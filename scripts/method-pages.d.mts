import type { methods } from '../src/methods'
import type { methodPage } from '../src/uses/document'
import type { Case } from './validation.mjs'

/** The pages of docs/methods by file name. */
export declare const methodPages: (
  library: { readonly methods: typeof methods; readonly methodPage: typeof methodPage },
  cases?: readonly Case[],
) => ReadonlyMap<string, string>

/** The names of the pages that are there. */
export declare const writtenPages: () => readonly string[]
