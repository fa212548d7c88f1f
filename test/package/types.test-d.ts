import { expectTypeOf, test } from 'vitest'
import { evaluate } from '../../src'
import { composting } from '../../src/sectors/waste'

// With this file, `npm test` type-checks all that tsconfig.json includes; types.test.ts says that it includes the tests.
test('a result has the outputs of its method, each a value', () => {
  const { outputs } = evaluate(composting, { treated: '1200 t' })
  expectTypeOf(outputs).toHaveProperty('ch4')
  // @ts-expect-error a value has no such part
  void outputs.ch4.worth
})

test('an input that the method does not have is refused', () => {
  // @ts-expect-error the input is called "treated"
  evaluate(composting, { traeted: '1200 t' })
})
