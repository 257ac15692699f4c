// Draws the plots of a day, each for a wide and for a narrow page: node plots.mjs DATA.json SVGS.json
import { readFileSync, writeFileSync } from 'node:fs';
import * as echarts from 'echarts';

const [from, to] = process.argv.slice(2);
const day = JSON.parse(readFileSync(from, 'utf8'));

const D = '#1d4ed8';
const V = '#b45309';
const INK = '#111827';
const LINES = '#e5e7eb';
const CODES = ['#b91c1c', '#0f766e', '#7c3aed', '#ca8a04', '#475569', '#be185d', '#0369a1', '#4d7c0f'];
const SIZES = { ancho: { width: 960, font: 13 }, angosto: { width: 360, font: 12 } };
const LEGEND = 44;
const TOP = 10;
const BOTTOM = 52;

/** 270 is 04:30; the evening before is negative. */
const clock = (minute) => {
  const whole = ((Math.floor(minute) % 1440) + 1440) % 1440;
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
};
const decimal = (value) => value.toLocaleString('es-CO', { maximumFractionDigits: 1 });
/** A scale of the clock that begins and ends on a line. */
const hours = (values, size) => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const parts = size.width < 600 ? 4 : 8;
  const step = [5, 10, 15, 30, 60, 120, 240, 480].find((one) => (most - least) / one <= parts) ?? 480;
  return {
    type: 'value',
    min: Math.floor(least / step) * step,
    max: Math.max(Math.ceil(most / step), Math.floor(least / step) + 1) * step,
    interval: step,
    axisLabel: { formatter: clock, color: INK },
    splitLine: { lineStyle: { color: LINES } },
  };
};
const counts = (name) => ({
  type: 'value',
  minInterval: 1,
  name,
  nameLocation: 'middle',
  nameGap: 30,
  nameTextStyle: { color: INK },
  axisLabel: { color: INK, formatter: decimal },
  splitLine: { lineStyle: { color: LINES } },
});
/** One line a vendedor, the first at the top. */
const people = (names) => ({
  type: 'category',
  data: names,
  inverse: true,
  axisTick: { show: false },
  axisLabel: { color: INK },
});
const tall = (lines, each = 38, top = TOP) => top + BOTTOM + Math.max(1, lines) * each;
const legend = (names) => ({ data: names, top: 4, left: 'center', itemGap: 18, textStyle: { color: INK } });
const grid = (size, top = TOP) => ({ left: size.width < 600 ? 62 : 90, right: 24, top, bottom: BOTTOM });

function loading(size) {
  const { vendedores } = day;
  const times = vendedores.flatMap(({ inicio, fin }) => [inicio, fin]).filter((time) => time !== null);
  if (times.length === 0) {
    return null;
  }
  const span = ({ inicio, fin }) => (inicio === null || fin === null ? '-' : Math.max(fin - inicio, 0.2));
  return {
    height: tall(vendedores.length),
    grid: grid(size),
    xAxis: { ...hours(times, size), name: 'hora', nameLocation: 'middle', nameGap: 30, nameTextStyle: { color: INK } },
    yAxis: people(vendedores.map(({ id }) => id)),
    series: [
      {
        type: 'bar',
        stack: 'carga',
        stackStrategy: 'all', // also from before midnight, which is negative
        silent: true,
        itemStyle: { color: 'transparent' },
        data: vendedores.map(({ inicio }) => inicio ?? '-'),
      },
      {
        type: 'bar',
        stack: 'carga',
        stackStrategy: 'all',
        barWidth: '55%',
        itemStyle: { color: D, borderRadius: 3 },
        label: {
          show: true,
          position: 'inside',
          color: '#ffffff',
          formatter: ({ dataIndex }) => {
            const { inicio, fin } = vendedores[dataIndex];
            const room = ((fin - inicio) / (Math.max(...times) - Math.min(...times))) * size.width;
            return room < 150 ? '' : `${clock(inicio)} – ${clock(fin)} · ${decimal(fin - inicio)} min`;
          },
        },
        data: vendedores.map(span),
      },
      {
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 11,
        silent: true,
        itemStyle: { color: D },
        label: { show: true, position: 'right', color: INK, formatter: 'sin V' },
        data: vendedores.map(({ inicio, fin }, line) => (inicio === null || fin !== null ? ['-', line] : [inicio, line])),
      },
    ],
  };
}

/** Points of one line side by side, so that none hides another; the same at each drawing. */
const spread = (index) => (((index * 0.618034) % 1) - 0.5) * 0.5;

function waiting(size) {
  const { esperas } = day;
  const all = esperas.flatMap(({ minutos }) => minutos);
  if (all.length === 0) {
    return null;
  }
  const at = (sorted, part) => {
    const place = (sorted.length - 1) * part;
    const low = Math.floor(place);
    return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
  };
  const box = ({ minutos }) => {
    const sorted = [...minutos].sort((a, b) => a - b);
    return sorted.length === 0 ? [] : [0, 0.25, 0.5, 0.75, 1].map((part) => at(sorted, part));
  };
  const points = esperas.flatMap(({ minutos }, line) => minutos.map((value, index) => [value, line, spread(index)]));
  return {
    height: tall(esperas.length, 46),
    grid: grid(size),
    xAxis: { ...counts('minutos de la D a la primera V'), minInterval: 0 },
    yAxis: people(esperas.map(({ id }) => id)),
    series: [
      {
        type: 'boxplot',
        boxWidth: ['60%', '60%'],
        itemStyle: { color: '#fef3c7', borderColor: V, borderWidth: 1.5 },
        data: esperas.map(box),
      },
      {
        type: 'custom',
        z: 3,
        encode: { x: 0, y: 1 },
        data: points,
        renderItem: (params, api) => {
          const [x, middle] = api.coord([api.value(0), api.value(1)]);
          const y = middle + api.value(2) * api.size([0, 1])[1];
          return { type: 'circle', shape: { cx: x, cy: y, r: 2.3 }, style: { fill: D, opacity: 0.6 } };
        },
      },
    ],
  };
}

function pace(size) {
  const { cubos } = day;
  if (cubos.length === 0) {
    return null;
  }
  const bars = (name, key, color) => ({
    name,
    type: 'bar',
    barGap: '0%',
    barCategoryGap: '20%',
    itemStyle: { color },
    data: cubos.map((cubo) => cubo[key]),
  });
  return {
    height: 280,
    legend: legend(['D', 'V']),
    grid: grid(size, LEGEND),
    xAxis: {
      type: 'category',
      data: cubos.map(({ minuto }) => clock(minuto)),
      name: 'hora',
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: { color: INK },
      axisLabel: { color: INK, hideOverlap: true },
    },
    yAxis: { ...counts('marcas'), nameGap: 34 },
    series: [bars('D', 'd', D), bars('V', 'v', V)],
  };
}

/** A bar for each name and each of the series, one after the other or one on top of the other. */
function bars(size, names, series, what, stack) {
  if (names.length === 0) {
    return null;
  }
  // On a narrow page about two names stand in a line.
  const top = LEGEND + (size.width < 600 ? 26 * (Math.ceil(series.length / 2) - 1) : 0);
  return {
    height: tall(names.length, 40, top),
    legend: legend(series.map(({ name }) => name)),
    grid: grid(size, top),
    xAxis: counts(what),
    yAxis: people(names),
    series: series.map(({ name, color, data }) => ({
      name,
      type: 'bar',
      stack: stack ? 'todos' : undefined,
      itemStyle: { color },
      label: { show: true, position: stack ? 'inside' : 'right', color: stack ? '#ffffff' : INK },
      data: data.map((value) => (value === 0 ? '-' : value)),
    })),
  };
}

function refusals(size) {
  const { rechazos } = day;
  if (rechazos === null || rechazos.codigos.length === 0) {
    return null;
  }
  const series = rechazos.codigos.map((name, index) => ({
    name,
    color: CODES[index % CODES.length],
    data: rechazos.veces.map((line) => line[index]),
  }));
  return bars(size, rechazos.vendedores, series, 'rechazos', true);
}

function unticks(size) {
  const { vendedores } = day;
  if (vendedores.every(({ desmarcadasD, desmarcadasV }) => desmarcadasD + desmarcadasV === 0)) {
    return null;
  }
  const series = [
    { name: 'D quitadas', color: D, data: vendedores.map(({ desmarcadasD }) => desmarcadasD) },
    { name: 'V quitadas', color: V, data: vendedores.map(({ desmarcadasV }) => desmarcadasV) },
  ];
  return bars(
    size,
    vendedores.map(({ id }) => id),
    series,
    'marcas quitadas',
    false,
  );
}

function draw(plot, size) {
  const option = plot(size);
  if (option === null) {
    return null;
  }
  const { height, ...rest } = option;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: size.width, height });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: size.font },
    ...rest,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

const plots = { carga: loading, esperas: waiting, cubos: pace, rechazos: refusals, desmarcas: unticks };
const drawn = Object.entries(plots).map(([name, plot]) => [
  name,
  Object.fromEntries(Object.entries(SIZES).map(([size, what]) => [size, draw(plot, what)])),
]);
writeFileSync(to, JSON.stringify(Object.fromEntries(drawn)));
