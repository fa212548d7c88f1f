export function pagesOf(locator: string): string[]
export function printed(value: string): RegExp
