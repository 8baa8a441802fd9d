/** Hands a file to whoever pressed the button. */
export const download = (name: string, content: Blob | string, type = 'text/csv'): void => {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 1_000);
};

/** A file's name: letters, digits and dashes, for every system. */
export const fileName = (parts: readonly string[], ending: string): string =>
  `${parts
    .join('-')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w.]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase()}.${ending}`;
