export { age, fleet, year } from './fleet'
