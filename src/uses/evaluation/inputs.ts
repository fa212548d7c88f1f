import type { CategoryLeaf, InputLeaf } from '../../core/method'
import type { Given } from './given'

type RequiredNames<I> = {
  [K in keyof I]: I[K] extends InputLeaf<string, false> | CategoryLeaf<string, string, false> ? K : never
}[keyof I]

/** The inputs of a method as a caller gives them: activity data, and whatever factor is to be replaced. */
export type InputsOf<I> = { readonly [K in RequiredNames<I>]: GivenFor<I[K]> } & {
  readonly [K in Exclude<keyof I, RequiredNames<I>>]?: GivenFor<I[K]>
} & { readonly [path: `${string}/${string}`]: Given }

/** A choice over nothing is one of its labels; all else is whatever a caller may give. */
type GivenFor<L> = L extends CategoryLeaf<infer W, infer D> ? ([D] extends [never] ? W : Given) : Given
