import { expect, test } from 'vitest'
import { type FactorSource, toBibtex, toCsl } from '../../src/data/factors'

const source: FactorSource = {
  id: 'city-2025',
  title: 'Emissions & sinks of 50 % of {all} homes',
  publisher: 'City of A_B',
  year: 2025,
  edition: '2nd, #3',
  corrigenda: 'May 2025',
  licence: 'CC BY 4.0',
  url: 'https://example.org/a_b?x={y}&z=~1',
}

test('CSL-JSON has what is known of a source, and nothing else', () => {
  expect(toCsl([source, { id: 'bare', title: 'Bare', edition: '1' }])).toEqual([
    {
      id: 'city-2025',
      type: 'report',
      title: 'Emissions & sinks of 50 % of {all} homes',
      edition: '2nd, #3',
      author: [{ literal: 'City of A_B' }],
      publisher: 'City of A_B',
      issued: { 'date-parts': [[2025]] },
      URL: 'https://example.org/a_b?x={y}&z=~1',
      note: 'Corrigenda: May 2025. Licence: CC BY 4.0',
    },
    { id: 'bare', type: 'report', title: 'Bare', edition: '1' },
  ])
})

test('BibTeX escapes what TeX would act upon', () => {
  expect(toBibtex([source])).toBe(`@techreport{city-2025,
  title = {{Emissions \\& sinks of 50 \\% of \\{all\\} homes}},
  author = {{City of A\\_B}},
  institution = {{City of A\\_B}},
  year = {2025},
  edition = {2nd, \\#3},
  url = {https://example.org/a_b?x=%7By%7D&z=~1},
  note = {Corrigenda: May 2025. Licence: CC BY 4.0},
}
`)
  const bare = { id: 'bare', title: 'a\\b~c^d', edition: '1' }
  expect(toBibtex([bare, { ...bare, id: 'other' }])).toBe(
    ['bare', 'other']
      .map(
        (id) =>
          `@techreport{${id},\n  title = {{a\\textbackslash{}b\\textasciitilde{}c\\textasciicircum{}d}},\n  edition = {1},\n}\n`,
      )
      .join('\n'),
  )
})

test('a key holds nothing at which BibTeX would end it', () => {
  const [first] = toBibtex([{ id: 'city survey, 2025 {A}', title: 'T', edition: '1' }]).split('\n')
  expect(first).toBe('@techreport{city-survey-2025-A-,')
})
