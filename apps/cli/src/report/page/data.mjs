/** What the page draws; its shape is `ReportData`, made where the page is written. */
export const data = JSON.parse(document.getElementById('data').textContent);

export const head = data.head;

export const units = {
  power: 'kW',
  energy: 'kWh',
  price: `${head.currency}/kWh`,
  money: head.currency,
};

/** Of one period all figures say what it was; of more, peers and trades are summed up. */
export const onePeriod = data.starts.length <= 1;
