export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Bilingual<Words> = Readonly<Record<Language, Words>>;

/** Texts of one part of the page, side by side: what one language says, the other must say too. */
export const bilingual = <Words extends object>(
  en: Words,
  es: NoInfer<Words>,
): Bilingual<Words> => ({ en, es });
