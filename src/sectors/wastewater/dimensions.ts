import { dimension } from '../../core'

/** Rural, urban high and urban low income. */
export const incomeGroup = dimension('incomeGroup', { index: 'i' })
/**
 * Treatment and discharge pathways and systems. In the methods of 2006 their labels are those of Tables 6.3 and 6.8; in
 * those of 2019 they are the user's own, and categories say which row of each table a pathway is.
 */
export const pathway = dimension('pathway', { index: 'j' })
/** Industrial sectors, as Tables 6.9 and 6.12 list them. */
export const industry = dimension('industry', { index: 'i' })
/** Types of plants by the sludge that they give, as Table 6.6a of 2019 lists them. */
export const technology = dimension('technology', { index: 'k' })
/** Where what treatment removes is, by names of the user's own; a category says what each is. */
export const removedTo = dimension('removedTo', { index: 'd' })
/** Pumps, by names of the user's own. */
export const pump = dimension('pump', { index: 'i' })
/** Where biogas goes, by names of the user's own; a category says what becomes of it. */
export const outlet = dimension('outlet', { index: 'k' })
