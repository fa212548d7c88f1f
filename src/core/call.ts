import { fail } from './errors'
import { didYouMean } from './nearest'

/** Refuses names that nothing reads, since a slip would count for nothing. */
export const checkOptions = (options: object, known: readonly string[], what = 'option'): void => {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const hint = didYouMean(name, known)
    fail('call.invalid', `There is no ${what} "${name}"`, { expected: known.join(', '), ...(hint ? { hint } : {}) })
  }
}

/** Refuses what is no method, such as its id. */
export const checkMethod = (method: unknown): void => {
  if (typeof (method as { graph?: unknown } | null | undefined)?.graph === 'function') return
  fail('call.invalid', 'This is no method', {
    found: typeof method === 'string' ? `the text "${method}"` : typeof method,
    expected: 'a method, such as composting of citymrv/waste',
    ...(typeof method === 'string' ? { hint: `methodOf('${method}') of citymrv/methods gives it by its id.` } : {}),
  })
}
