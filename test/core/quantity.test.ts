import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MrvError } from '../../src/core/errors'
import { completeUnit, Decimal, parseUnit, type Quantity, quantity } from '../../src/core/quantity'
import { countingUnits, currencies, prefixes, unitDefinitions } from '../../src/core/quantity/units'

/** The error that an action throws; a test that expects one fails where there is none. */
const problemOf = (action: () => unknown): MrvError => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const inUnit = (text: string, unit: string): string => quantity(text).in(unit).value

describe('units of the field’s documents', () => {
  test.each([
    ['1 Gg', 't', '1000'],
    ['1 Gg', 'kt', '1'],
    ['1 Mt', 'Tg', '1'],
    ['1 t', 'kg', '1000'],
    ['1 tonne', 'Mg', '1'],
    ['1 g', 'mg', '1000'],
    ['1 µg', 'g', '0.000001'],
    ['1 μg', 'µg', '1'], // the Greek letter
    ['1 lb', 'kg', '0.45359237'],
    ['1 short-ton', 'lb', '2000'],
    ['1 US-gal fuel', 'L fuel', '3.785411784'],
    ['1 ft3 fuel', 'L fuel', '28.316846592'],
    ['5280 ft', 'mile', '1'],
    ['1 TJ', 'GJ', '1000'],
    ['1 TJ', 'MJ', '1000000'],
    ['1 PJ', 'TJ', '1000'],
    ['1 EJ', 'PJ', '1000'],
    ['1 kWh', 'MJ', '3.6'],
    ['1 MWh', 'GJ', '3.6'],
    ['1 GWh', 'TJ', '3.6'],
    ['1 toe', 'GJ', '41.868'],
    ['1 ktoe', 'TJ', '41.868'],
    ['1 Mtoe', 'PJ', '41.868'],
    ['1 tce', 'GJ', '29.3076'],
    ['1 Gcal', 'GJ', '4.1868'],
    ['1 MMBtu', 'Btu', '1000000'],
    ['1 kW·h', 'kWh', '1'],
    ['1 MW·h', 'kWh', '1000'],
    ['1 kW', 'kJ/s', '1'],
    ['1 m3', 'L', '1000'],
    ['1 m³', 'm3', '1'],
    ['1 m^3', 'm3', '1'],
    ['1 cm3', 'mL', '1'],
    ['1 km³', 'm3', '1000000000'],
    ['1 L', 'mL', '1000'],
    ['1 km', 'm', '1000'],
    ['1 mile', 'km', '1.609344'],
    ['1 m²', 'm2', '1'],
    ['1 km²', 'ha', '100'],
    ['1 km2', 'm2', '1000000'],
    ['1 cm2', 'm2', '0.0001'],
    ['1 h', 'min', '60'],
    ['1 d', 'h', '24'],
    ['1 yr', 'month', '12'],
    ['1 %', '1', '0.01'],
    ['1 ‰', '%', '0.1'],
    ['1 ppm', '1', '0.000001'],
    ['1 kg/TJ', 'g/GJ', '1'],
    ['1 g/kg', 'kg/t', '1'],
    ['1 g/kg', '%', '0.1'],
    ['1 kg CH4/kg BOD', 't CH4/t BOD', '1'],
    ['1 kg CH4 / TJ (NCV)', 'g CH4/GJ (NCV)', '1'],
    ['1 kg CH4 per kg BOD', 'kg CH4/kg BOD', '1'],
    ['1 passenger-km', 'passenger-m', '1000'],
    ['1 person-km', 'passenger-km', '1'],
    ['1 tonne-km', 't-km', '1'],
    ['1 vehicle-mile', 'vehicle-km', '1.609344'],
    ['8 L/100 km', 'L/km', '0.08'],
    ['1 °C·day', '°C·h', '24'],
    ['1 °C-day', 'K·d', '1'],
    ['1 t/capita', 't/person', '1'],
    ['1 t/capita/yr', 't/(person·yr)', '1'],
    ['1 t·yr⁻¹', 't/yr', '1'],
    ['1 t·yr^-1', 't/yr', '1'],
    ['1 g/cap/d', 'g/person/d', '1'],
    ['3 tonnes CO2eq', 't CO2e', '3'],
    ['1 t CO₂-eq', 't CO2e', '1'],
    ['1 kg CH₄', 'g CH4', '1000'],
    ['1 IDR (2025)/t', 'IDR (2025)/kg', '0.001'],
    ['2 households', 'household', '2'],
    ['1 MJ/m3 (gas)', 'kJ/L (gas)', '1'],
  ])('%s is %3$s %2$s', (text, unit, value) => {
    expect(inUnit(text, unit)).toBe(value)
  })

  test('reads every defined symbol, alone and with its prefixes, and prints it as it was written', () => {
    for (const [symbols, measure, , prefixed = ''] of unitDefinitions) {
      const [first] = symbols.split(' ') as [string]
      for (const symbol of [
        ...symbols.split(' '),
        ...prefixed
          .split(' ')
          .filter(Boolean)
          .map((prefix) => prefix + first),
      ]) {
        expect(quantity('1', symbol).unit).toBe(symbol)
        if (measure) expect(quantity('1', symbol).in(first).unit).toBe(first)
      }
    }
    for (const word of [...countingUnits.flatMap((words) => words.split(' ')), ...currencies])
      expect(quantity('1', word).unit).toBe(word)
  })

  test('takes prefixes as the powers of ten that they are', () => {
    for (const [prefix, size] of Object.entries(prefixes)) {
      const symbol = ['µ', 'm'].includes(prefix) ? 'g' : prefix === 'c' ? 'm' : 'J'
      expect(new Decimal(inUnit(`1 ${prefix}${symbol}`, symbol)).equals(size)).toBe(true)
    }
  })

  test('prints the text that was read, with its spaces, dots and marks in order', () => {
    expect(quantity('5 kg CH4 / TJ (NCV)').toString()).toBe('5 kg CH4/TJ (NCV)')
    expect(quantity('5 °C-day').toString()).toBe('5 °C·d')
    expect(quantity('5 m²').unit).toBe('m^2')
    expect(quantity('0.5').toString()).toBe('0.5')
    expect(quantity('50 %').toString()).toBe('50 %')
    expect(JSON.stringify(quantity('1200 t waste (wet)'))).toBe('{"value":"1200","unit":"t waste (wet)"}')
  })
})

describe('exact figures', () => {
  test('keeps a quotient of units: 120 min are 2 h, 90 min 1.5 h, 1 month 1/12 yr', () => {
    expect(inUnit('120 min', 'h')).toBe('2')
    expect(inUnit('90 min', 'h')).toBe('1.5')
    expect(inUnit('36 month', 'yr')).toBe('3')
    expect(inUnit('1 month', 'yr')).toBe('0.08333333333333333333333333333333333333333')
    expect(inUnit(`${inUnit('1 month', 'yr')} yr`, 'month').slice(0, 30)).toMatch(/^(1|0\.9999999999)/)
    expect(quantity('7 month').plus(quantity('5 month')).in('yr').value).toBe('1')
  })

  test('adds decimals, not binary fractions', () => {
    expect(quantity('0.1 t').plus(quantity('0.2 t')).value).toBe('0.3')
    expect(quantity('0.0561 kg').times('1e6').value).toBe('56100')
    expect(quantity(0.1, 't').plus(quantity(0.2, 't')).value).toBe('0.3')
  })

  test('reads a ratio of two decimals to 40 digits', () => {
    expect(quantity('44/28', 'kg N2O/kg N2O-N').value).toBe('1.571428571428571428571428571428571428571')
    expect(quantity('16/12', '1').times(quantity('12', '1')).value).toBe('16')
    expect(problemOf(() => quantity('1/0', '1')).code).toBe('calculation.division')
  })

  test('brings products to canonical units and cancels what is above and below the line', () => {
    expect(quantity('1200 t waste (wet)').times(quantity('4 g CH4/kg waste (wet)')).toString()).toBe('4.8 t CH4')
    expect(quantity('10 kWh').dividedBy(quantity('2 h')).in('kW').value).toBe('5')
    expect(quantity('3 km').times(quantity('2 km')).unit).toBe('km·km')
    expect(quantity('3 km').times(quantity('2 km')).dividedBy(quantity('1 km')).toString()).toBe('6 km')
    expect(quantity('100 vehicle-km').times(quantity('0.08 L gasoline/vehicle-km')).in('L gasoline').value).toBe('8')
  })

  test('does not depend on what others do to decimal.js', () => {
    const before = inUnit('1 month', 'yr')
    Decimal.clone({ precision: 5 })
    expect(inUnit('1 month', 'yr')).toBe(before)
    expect(before.length).toBeGreaterThan(40)
  })
})

describe('substance and basis', () => {
  test.each([
    ['kg CH4', 'kg CO2e', 'substances differ'],
    ['kg N2O-N', 'kg N2O', 'substances differ'],
    ['t waste (wet)', 't waste (dry)', 'the basis differs'],
    ['TJ (NCV)', 'TJ (GCV)', 'the basis differs'],
    ['passenger-km', 'vehicle-km', 'substances differ'],
    ['kg CH4 (fossil)', 'kg CH4 (biogenic)', 'the basis differs'],
    ['t CO2e (AR5)', 't CO2e (AR4)', 'the basis differs'],
    ['kg CH4', 'kg CH4 (biogenic)', 'the basis differs'],
    ['USD (2015)', 'USD (2020)', 'the basis differs'],
    ['USD', 'USD (2020)', 'the basis differs'],
    ['EUR (2020)', 'USD (2020)', 'substances differ'],
    ['kg gas', 'kg CH4', 'substances differ'],
    ['person', 'household', 'substances differ'],
  ])('refuses %s beside %s, with both in the text', (a, b, why) => {
    for (const action of [
      () => quantity('1', a).plus(quantity('1', b)),
      () => quantity('1', a).minus(quantity('1', b)),
      () => quantity('1', b).in(a),
    ]) {
      const error = problemOf(action)
      expect(error.code).toBe('unit.substance')
      expect(error.message).toContain(`"${a}"`)
      expect(error.message).toContain(`"${b}"`)
      expect(error.message).toContain(why)
      expect(error.message).toContain('Convert explicitly')
    }
    expect(quantity('1', a).equals(quantity('1', b))).toBe(false)
  })

  test.each([
    ['d', 'yr'],
    ['h', 'month'],
    ['t', 'TJ'],
    ['t', 'm3'],
    ['kg/TJ', 'kg'],
    ['km·km', 'm2'],
    ['km', 'm2'],
    ['1', 't'],
  ])('refuses %s beside %s as another measure', (a, b) => {
    expect(problemOf(() => quantity('1', a).plus(quantity('1', b)))).toMatchObject({
      code: 'unit.differs',
      message: expect.stringContaining('measure different things'),
    })
  })

  test('says what is added to what', () => {
    expect(problemOf(() => quantity('1 kg CH4').minus(quantity('1 kg N2O'))).message).toBe(
      'cannot subtract "kg N2O" from "kg CH4": substances differ. Found "kg N2O"; expected "kg CH4". Convert explicitly first: a mass ratio such as 44/28, a GWP, a density, a moisture or NCV/GCV ratio.',
    )
    expect(problemOf(() => quantity('1 kg CH4').plus(quantity('1 kg CO2e'))).message).toContain(
      'cannot add "kg CO2e" to "kg CH4"',
    )
    expect(problemOf(() => quantity('1 kg CH4').in('kg CO2e')).message).toContain(
      'cannot convert "kg CH4" to "kg CO2e"',
    )
  })

  test('adds money of one currency and price year only', () => {
    expect(quantity('3 USD (2015)').plus(quantity('2 USD (2015)')).toString()).toBe('5 USD (2015)')
    expect(quantity('30000 IDR (2025)/t').times(quantity('2 t')).toString()).toBe('60000 IDR (2025)')
  })

  test('goes from one substance to another by an explicit factor', () => {
    // 44/28 has no finite text: 40 digits
    expect(quantity('28 kg N2O-N').times(quantity('44/28', 'kg N2O/kg N2O-N')).in('kg N2O').toNumber()).toBe(44)
    expect(quantity('1 t CH4').times(quantity('28 kg CO2e/kg CH4')).toString()).toBe('28 t CO2e')
    expect(quantity('1000 L gasoline').times(quantity('0.74 kg gasoline/L gasoline')).in('kg gasoline').value).toBe(
      '740',
    )
  })
})

describe('a text that leaves out what is declared', () => {
  const complete = (given: string, declared: string) => completeUnit(parseUnit(given), parseUnit(declared))?.taken

  test.each([
    ['t', 't waste (wet)'],
    ['kg', 't waste (wet)'],
    ['t waste', 't waste (wet)'],
    ['kWh', 'TJ (NCV)'],
    ['g/kg', 'g CH4/kg waste (wet)'],
    ['kg CH4/t', 'g CH4/kg waste (wet)'],
    ['%', 't C/t waste (wet)'],
    ['t CH4', 't CH4 (biogenic)'],
    ['USD', 'USD (2020)'],
    ['km', 'vehicle-km'],
  ])('%s takes over the rest of %s', (given, declared) => {
    expect(complete(given, declared)).toBe(true)
  })

  test.each([
    ['t waste (dry)', 't waste (wet)'],
    ['t food', 't waste (wet)'],
    ['t (wet)', 't waste (dry)'],
    ['TJ (GCV)', 'TJ (NCV)'],
    ['m3', 't waste (wet)'],
    ['t/yr', 't waste (wet)'],
    ['kg/g', 'kg/TJ'],
    ['passenger-km', 'vehicle-km'],
    ['kg/kg/kg', 'g CH4/kg waste (wet)'],
  ])('%s does not fit %s', (given, declared) => {
    expect(complete(given, declared)).toBeUndefined()
  })

  test('says whether anything was taken over', () => {
    expect(complete('kg waste (wet)', 't waste (wet)')).toBe(false)
    expect(complete('1', '%')).toBe(false)
  })
})

describe('unknown units', () => {
  test.each([
    ['5 kgg', 'kg'],
    ['5 Kg', 'kg'],
    ['5 kwh', 'kWh'],
    ['5 vehicel-km', ''],
    ['5 tonns', 'tonnes'],
    ['5 t CH4/TJJ', 'TJ'],
    ['5 tCO2e', 't CO2e'],
    ['5 ktCO2', 'kt CO2'],
    ['5 USDD (2015)', 'USD'],
  ])('%s is refused, with the nearest unit', (text, near) => {
    const error = problemOf(() => quantity(text))
    expect(error.code).toBe('unit.unknown')
    expect(error.problems[0]?.found).toContain(text.slice(2))
    if (near) expect(error.problems[0]?.hint).toContain(`"${near}"`)
  })

  test.each([
    '5 kg (',
    '5 kg )',
    '5 (kg',
    '5 kg//t',
    '5 kg·',
    '5 kg (wet) more',
    '5 % CH4',
    '5 m0',
    '5 m^22',
    '5 CO2',
    '5 constructor',
    '5 __proto__',
    '5 toString',
    '5 0 t',
  ])('%s is refused', (text) => {
    expect(problemOf(() => quantity(text)).code).toMatch(/^(unit\.unknown|number\.invalid)$/)
  })

  test('a unit of size zero, or too large to be a number, is no unit', () => {
    for (const unit of ['0 t', '0.0 kg', '1e999 t'])
      expect(problemOf(() => parseUnit(unit)).code).toMatch(/^(unit\.unknown|number\.range)$/)
    expect(problemOf(() => parseUnit('')).code).toBe('unit.unknown')
  })

  test('a word that is near to nothing has no hint', () => {
    expect(problemOf(() => quantity('5 xyzzyxyzzy')).problems[0]?.hint).toBeUndefined()
    expect(problemOf(() => quantity('5 e')).problems[0]?.hint).toBeUndefined()
  })
})

describe('numbers', () => {
  test.each([
    'NaN',
    'Infinity',
    '-Infinity',
    '',
    ' ',
    't',
    '٣',
    '１２',
    '0x10',
    '--1',
    '1.2.3',
    '1,2',
    '1e',
    'null',
    'undefined',
  ])('"%s" is no number', (text) => {
    const error = problemOf(() => quantity(text, 't'))
    expect(error.code).toBe('number.invalid')
    expect(error.problems[0]).toMatchObject({
      found: `"${text.trim()}"`,
      expected: 'decimal text such as 1200.5 or 1.2e3',
    })
  })

  test.each([
    '1,200',
    '1,200 t',
    '1 200 t',
    '1200 000 kg',
    '1.200.000',
    "1'200 t",
    '1’200 t',
    '1_200 t',
    '5 0 t',
    '5 200',
  ])('"%s" has something between its digits, and is never read as less', (text) => {
    const error = problemOf(() => quantity(text))
    expect(error.code).toBe('number.invalid')
    expect(error.problems[0]?.hint).toContain('nothing between thousands')
  })

  test.each(['5-10 t', '5–10 t', '44/28', '3 1/2 t', '5 /kg'])('"%s" is no single number', (text) => {
    expect(problemOf(() => quantity(text)).code).toMatch(/^(number\.invalid|unit\.unknown)$/)
  })

  test.each([
    '1e400',
    '1e301',
    '-1e301',
    '1e-301',
    '1e-400',
    '1e-99999999999999999999',
    '1e99999999999999999999',
    `1${'0'.repeat(301)}`,
  ])('%s is out of range', (text) => {
    expect(problemOf(() => quantity(text)).code).toBe('number.range')
  })

  test.each([
    ['1e300', '1e+300'],
    ['1e-300', '1e-300'],
    ['0', '0'],
    ['-0', '0'],
    ['0e5', '0'],
    ['0.000e-99999999999999999999', '0'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1.20', '1.2'],
    ['1E3', '1000'],
  ])('%s is read as %s', (text, value) => {
    expect(quantity(text).value).toBe(value)
  })

  test('a JavaScript number is the shortest text that stands for it', () => {
    expect(quantity(0.1, 't').value).toBe('0.1')
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(problemOf(() => quantity(bad, 't')).code).toBe('number.invalid')
    expect(problemOf(() => quantity(5e-324, 't')).code).toBe('number.range')
    expect(problemOf(() => quantity(1.7e308, 't')).code).toBe('number.range')
  })

  test('a value that is too large for a JavaScript number is an error, not infinity', () => {
    const large = quantity('1e300').times('1e300')
    expect(large.value).toBe('1e+600')
    expect(problemOf(() => large.toNumber()).code).toBe('number.range')
    expect(quantity('1.5 t').toNumber()).toBe(1.5)
  })

  test('division by 0 is an error that shows what was divided', () => {
    for (const divisor of [0, '0', quantity('0 kg')])
      expect(problemOf(() => quantity('5 t').dividedBy(divisor))).toMatchObject({
        code: 'calculation.division',
        message: 'cannot divide "5 t" by 0.',
      })
  })
})

const words = fc.constantFrom(
  '',
  ' CH4',
  ' CO2',
  ' waste (wet)',
  ' (NCV)',
  ' CH4 (biogenic)',
  ' N2O-N',
  ' CO2e (AR5)',
  ' motor gasoline',
)
const symbol = fc.constantFrom(
  'kg',
  't',
  'Gg',
  'TJ',
  'kWh',
  'toe',
  'm3',
  'L',
  'm2',
  'ha',
  'km',
  'h',
  'd',
  'yr',
  'month',
  '°C',
  'person',
  'vehicle',
  'unit',
  'USD',
  'IDR',
)
const factorText = fc.oneof(
  fc.tuple(symbol, words).map(([unit, of]) => `${unit}${of}`),
  fc.constantFrom('passenger-km', 'vehicle-km', 'tonne-km', 'kW', 'USD (2015)', 'unit lamp'),
)
const unitText = fc
  .tuple(fc.array(factorText, { minLength: 1, maxLength: 3 }), fc.array(factorText, { maxLength: 2 }))
  .map(([above, below]) => [above.join('·'), ...below].join('/'))
const numberText = fc
  .tuple(fc.constantFrom('', '-'), fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: -12, max: 12 }))
  .map(([sign, digits, exponent]) => `${sign}${digits}e${exponent}`)

describe('properties', () => {
  test('what is printed is read back as the same unit, also of products and quotients', () => {
    fc.assert(
      fc.property(unitText, unitText, (a, b) => {
        for (const each of [
          quantity('1', a),
          quantity('1', a).times(quantity('1', b)),
          quantity('1', a).dividedBy(quantity('1', b)),
        ]) {
          const again = quantity('1', each.unit)
          expect(again.unit).toBe(each.unit)
          expect(again.equals(quantity('1', each.unit))).toBe(true)
          expect(each.in(again.unit).value).toBe(each.value)
          expect(parseUnit(each.unit).parts).toEqual(each.measuredIn.parts)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('a quantity printed and read is equal', () => {
    fc.assert(
      fc.property(numberText, unitText, (number, unit) => {
        const one = quantity(number, unit)
        if (/^\d/.test(one.unit)) return
        expect(quantity(one.toString()).equals(one)).toBe(true)
        const { value, unit: text } = JSON.parse(JSON.stringify(one))
        expect(quantity(value, text).equals(one)).toBe(true)
      }),
    )
  })

  const mass = fc.constantFrom('kg CH4', 'g CH4', 't CH4', 'Gg CH4', 'mg CH4', 'Mt CH4')
  const span = fc.constantFrom('s', 'min', 'h', 'd')

  test('there and back gives the same value', () => {
    fc.assert(
      fc.property(numberText, mass, mass, (number, a, b) => {
        expect(quantity(number, a).in(b).in(a).equals(quantity(number, a))).toBe(true)
      }),
    )
    // 1/60 has no finite text: 40 digits there, 39 of them back
    fc.assert(
      fc.property(numberText, span, span, (number, a, b) => {
        const back = quantity(number, a).in(b).in(a).amount
        expect(back.minus(number).abs().lte(new Decimal(number).abs().times('1e-38'))).toBe(true)
      }),
    )
  })

  test('a sum does not depend on its order, nor a product', () => {
    // within 40 digits: what is lost beyond them depends on the order
    const near = fc
      .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: -6, max: 0 }))
      .map(([digits, exponent]) => `${digits}e${exponent}`)
    fc.assert(
      fc.property(fc.array(fc.tuple(near, mass), { minLength: 1, maxLength: 8 }), (list) => {
        const all = list.map(([number, unit]) => quantity(number, unit))
        const sum = (items: readonly Quantity[]) => items.slice(1).reduce((a, b) => a.plus(b), items[0] as Quantity)
        expect(
          sum(all)
            .in('t CH4')
            .equals(sum([...all].reverse()).in('t CH4')),
        ).toBe(true)
      }),
    )
    fc.assert(
      fc.property(numberText, unitText, numberText, unitText, (a, unitA, b, unitB) => {
        const [one, other] = [quantity(a, unitA), quantity(b, unitB)]
        expect(one.times(other).equals(other.times(one))).toBe(true)
      }),
    )
  })

  test('nothing changes a quantity', () => {
    fc.assert(
      fc.property(numberText, mass, numberText, mass, (a, unitA, b, unitB) => {
        const one = quantity(a, unitA)
        const before = one.toString()
        const other = quantity(b, unitB)
        for (const act of [
          () => one.plus(other),
          () => one.minus(other),
          () => one.times(other),
          () => one.in(unitB),
          () => one.times('3'),
          () => one.equals(other),
        ])
          act()
        expect(one.toString()).toBe(before)
        expect(Object.isFrozen(one)).toBe(true)
        expect(Object.isFrozen(one.measuredIn) && Object.isFrozen(one.measuredIn.parts)).toBe(true)
        expect(() => Object.assign(one, { amount: 5 })).toThrow(TypeError)
      }),
      { numRuns: 50 },
    )
  })

  test('any text is read or refused with a problem of its own, and never gives NaN or infinity', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 20 }),
          fc.tuple(numberText, fc.string({ maxLength: 12 })).map(([number, rest]) => `${number} ${rest}`),
        ),
        (text) => {
          try {
            expect(quantity(text).amount.isFinite()).toBe(true)
          } catch (error) {
            expect(error).toBeInstanceOf(MrvError)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
