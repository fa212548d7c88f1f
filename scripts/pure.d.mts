import type { Plugin } from 'esbuild'

export const markPure: (text: string, file?: string) => string
export const pure: Plugin
