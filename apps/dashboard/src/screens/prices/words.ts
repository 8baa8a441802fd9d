import { bilingual } from '../../words/words';

export const pricesWords = bilingual(
  {
    map: 'Price by community and time',
    mapNote: (shown: string, all: string) =>
      `A row for each community, a column for each time; the ${shown} that use most of ${all}. The scale below tells the price.`,
    per: { period: 'each period', hour: 'mean of an hour', day: 'mean of a day' },
    curve: 'Duration curve',
    curveNote: 'In which share of the periods the price was at least so high.',
    price: 'Price',
    compared: 'Compared',
    community: 'Community',
    start: 'Start',
    share: 'Share of periods',
    line: 'Price over time',
    lineNote:
      'Mean by energy used, within the range over communities or the band of optimal prices.',
    band: 'Range of prices',
    least: 'Least',
    greatest: 'Greatest',
    mean: 'Mean',
    median: 'Median',
    spread: 'Spread',
    tenth: 'Dearest tenth',
    atLeast: 'at least',
  },
  {
    map: 'Precio por comunidad y hora',
    mapNote: (shown: string, all: string) =>
      `Una fila por comunidad, una columna por hora; las ${shown} que más consumen de ${all}. La escala de abajo dice el precio.`,
    per: { period: 'cada periodo', hour: 'media de una hora', day: 'media de un día' },
    curve: 'Curva de duración',
    curveNote: 'En qué parte de los periodos el precio fue al menos ese.',
    price: 'Precio',
    compared: 'Comparación',
    community: 'Comunidad',
    start: 'Inicio',
    share: 'Parte de los periodos',
    line: 'Precio en el tiempo',
    lineNote:
      'Media por energía consumida, dentro del rango entre comunidades o la banda de precios óptimos.',
    band: 'Rango de precios',
    least: 'Mínimo',
    greatest: 'Máximo',
    mean: 'Media',
    median: 'Mediana',
    spread: 'Diferencia',
    tenth: 'Décimo más caro',
    atLeast: 'al menos',
  },
);
