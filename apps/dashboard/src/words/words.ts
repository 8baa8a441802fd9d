export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Bilingual<Words> = Readonly<Record<Language, Words>>;

/** Texts of one part of the page, side by side: what one language says, the other must say too. */
export const bilingual = <Words extends object>(
  en: Words,
  es: NoInfer<Words>,
): Bilingual<Words> => ({ en, es });

/** What a code is called; one that a newer server says stays as it is. */
export const wordOf = (names: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(names, code) ? (names[code] ?? code) : code;
