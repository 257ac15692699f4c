// Draws results.json as one SVG: a panel a question, a bar a system, its whiskers the least and the greatest round.
import { readFileSync, writeFileSync } from 'node:fs';
import * as echarts from 'echarts';

const [from, to] = process.argv.slice(2);
const { summary } = JSON.parse(readFileSync(from, 'utf8'));

const PANELS = [
  ['fanout', 'cpu_us_per_delivery', 'fanout: CPU of the pushing server a delivery, µs', 'log'],
  ['fanout', 'viewer_p99_ms', 'fanout: POST to viewer, p99, ms', 'log'],
  ['plan', 'viewer_p50_ms', 'plan: POST to viewer, p50, ms', 'value'],
  ['plan', 'cpu_us_per_check', 'plan: CPU of all servers a check, µs', 'value'],
  ['wide', 'cpu_us_per_check', 'wide: CPU of all servers a check, µs', 'value'],
  ['idle', 'kib_per_viewer', 'idle: memory a viewer, KiB', 'value'],
  ['storm', 'last_live_s', 'storm: the last viewer live, s', 'value'],
  ['stalled', 'viewer_p99_ms', 'stalled: POST to viewers that read, p99, ms', 'value'],
];
const COLORS = { cargue: '#b45309', floor: '#9ca3af', centrifugo: '#2563eb', spring: '#15803d', django: '#7c3aed' };
const WIDTH = 1000;
const HEIGHT = 250;
const COLUMNS = 2;

const panels = PANELS.map(([scenario, name, title, type]) => ({
  title,
  type,
  bars: summary.filter((line) => line.scenario === scenario && line.name === name),
})).filter((panel) => panel.bars.length > 0);
if (panels.length === 0) {
  // What was measured has no panel: the tables tell it.
  writeFileSync(to, '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n');
  process.exit(0);
}

const rows = Math.ceil(panels.length / COLUMNS);
const place = (index) => ({
  left: `${(index % COLUMNS) * 50 + 5}%`,
  width: '43%',
  top: Math.floor(index / COLUMNS) * HEIGHT + 50,
  height: HEIGHT - 90,
});

/** A bar's whiskers. */
function whisker(params, api) {
  const middle = api.coord([api.value(0), api.value(1)])[0];
  const [low, high] = [1, 2].map((dimension) => api.coord([api.value(0), api.value(dimension)])[1]);
  const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: '#111827' } });
  return {
    type: 'group',
    children: [
      line(middle, low, middle, high),
      line(middle - 5, low, middle + 5, low),
      line(middle - 5, high, middle + 5, high),
    ],
  };
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: rows * HEIGHT });
chart.setOption({
  animation: false,
  textStyle: { fontFamily: 'sans-serif' },
  backgroundColor: '#ffffff',
  title: panels.map((panel, index) => ({
    text: panel.title,
    left: `${(index % COLUMNS) * 50 + 5}%`,
    top: Math.floor(index / COLUMNS) * HEIGHT + 10,
    textStyle: { fontSize: 14 },
  })),
  grid: panels.map((_, index) => place(index)),
  xAxis: panels.map((panel, index) => ({
    gridIndex: index,
    type: 'category',
    data: panel.bars.map((bar) => bar.peer),
  })),
  yAxis: panels.map((panel, index) => ({
    gridIndex: index,
    type: panel.type,
    min: panel.type === 'log' ? 10 ** Math.floor(Math.log10(Math.min(...panel.bars.map((bar) => bar.least)))) : 0,
    splitLine: { lineStyle: { color: '#e5e7eb' } },
  })),
  series: panels.flatMap((panel, index) => [
    {
      type: 'bar',
      xAxisIndex: index,
      yAxisIndex: index,
      barWidth: '55%',
      label: { show: true, position: 'insideTop', color: '#ffffff', formatter: ({ value }) => number(value) },
      data: panel.bars.map((bar) => ({
        value: bar.median,
        itemStyle: { color: COLORS[bar.peer] ?? '#374151' },
      })),
    },
    {
      type: 'custom',
      xAxisIndex: index,
      yAxisIndex: index,
      renderItem: whisker,
      encode: { x: 0, y: [1, 2] },
      data: panel.bars.map((bar, place) => [place, bar.least, bar.greatest]),
    },
  ]),
});
writeFileSync(to, `${chart.renderToSVGString()}\n`);
chart.dispose();
