// Charts from a JSON script tag, drawn as SVG; the table beside holds the same values and is one click away.
import { writer } from "./numbers.js";

const LIBRARY = "data-chart-library";
let loading = null;

function library(figure) {
  if (window.echarts) return Promise.resolve(window.echarts);
  loading ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = figure.getAttribute(LIBRARY);
    script.onload = () => resolve(window.echarts);
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

function token(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function theme() {
  return {
    ink: token("--ink"), soft: token("--ink-2"), faint: token("--ink-3"), line: token("--line"), surface: token("--raised"), ghost: token("--line-strong"),
    series: ["--accent-fill", "--bar-spent", "--ok", "--warn", "--ink-3", "--bad"].map(token),
  };
}

function formatter(spec) {
  if (spec.format === "percent") {
    const percent = writer({ style: "percent", maximumFractionDigits: 1 });
    return (value) => percent.format(value);
  }
  const exact = writer({ maximumFractionDigits: spec.places ?? 0 });
  return (value) => (spec.unit ? `${spec.unit} ${exact.format(value)}` : exact.format(value));
}

function short(spec) {
  if (spec.format === "percent") return formatter(spec);
  const compact = writer({ notation: "compact", maximumFractionDigits: 1 });
  return (value) => compact.format(value);
}

function tip(spec, format) {
  return (points) => {
    const list = Array.isArray(points) ? points : [points];
    const box = document.createElement("div");
    box.className = "lo-chart-tip";
    const head = document.createElement("strong");
    head.textContent = list[0].name;
    box.append(head);
    list.forEach((point) => {
      const row = document.createElement("div");
      const name = document.createElement("span");
      const value = document.createElement("span");
      name.textContent = point.seriesName;
      value.textContent = point.value === null || point.value === undefined ? "–" : format(point.value);
      row.append(name, value);
      box.append(row);
    });
    return box;
  };
}

function options(spec, colours) {
  const flat = spec.kind === "hbar";
  const line = spec.kind === "line";
  const format = formatter(spec);
  const many = spec.series.length > 1;
  const names = {
    type: "category", data: spec.categories, inverse: flat, axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } }, axisLabel: { color: colours.soft, fontSize: 12, width: flat ? 150 : undefined, overflow: "truncate", alignMaxLabel: flat ? undefined : "right" },
  };
  const values = {
    type: "value", min: line ? undefined : (range) => Math.min(0, range.min), splitNumber: 4,
    axisLabel: { show: !flat || many, color: colours.faint, fontSize: 11, formatter: short(spec) }, splitLine: { show: !flat || many, lineStyle: { color: colours.line } },
  };
  return {
    animation: false, color: colours.series, textStyle: { fontFamily: "Inter, system-ui, sans-serif" },
    grid: { left: 4, right: flat ? 56 : many && line ? 96 : 8, top: many && !line ? 36 : 16, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis", axisPointer: { type: line ? "line" : "shadow", shadowStyle: { opacity: 0.06 } }, confine: true, formatter: tip(spec, format),
      backgroundColor: colours.surface, borderColor: colours.line, textStyle: { color: colours.ink, fontSize: 12 },
    },
    legend: many && !line ? { top: 0, right: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: colours.soft } } : undefined,
    xAxis: flat ? values : names,
    yAxis: flat ? names : values,
    series: spec.series.map((one, at) => series(spec, one, at, colours, format, { flat, line, many })),
  };
}

function series(spec, one, at, colours, format, { flat, line, many }) {
  const last = at === spec.series.length - 1;
  const target = at === 0 && spec.target !== null && spec.target !== undefined ? {
    silent: true, symbol: "none", lineStyle: { color: colours.soft, type: "dashed" },
    label: { formatter: spec.target_label || format(spec.target), color: colours.soft, position: "insideEndTop", backgroundColor: colours.surface, padding: [2, 4], borderRadius: 2 },
    data: [flat ? { xAxis: spec.target } : { yAxis: spec.target }],
  } : undefined;
  return {
    name: one.name, type: line ? "line" : "bar", data: one.values, stack: spec.kind === "stacked" ? "all" : undefined,
    symbolSize: 5, lineStyle: { width: 2 }, barMaxWidth: 36, cursor: one.hrefs || spec.hrefs?.length ? "pointer" : "default",
    color: one.muted ? colours.ghost : many && !line && spec.series.some((other) => other.muted) ? colours.series[0] : undefined,
    itemStyle: line ? {} : { borderRadius: spec.kind === "stacked" && !last ? 0 : flat ? [0, 2, 2, 0] : [2, 2, 0, 0] },
    label: flat && !many ? { show: true, position: "right", color: colours.soft, formatter: (point) => short(spec)(point.value) } : undefined,
    endLabel: line && many ? { show: true, formatter: one.name, color: colours.soft } : undefined,
    markLine: target,
  };
}

async function draw(figure) {
  if (figure.dataset.drawn) return;
  const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const echarts = await library(figure);
  if (figure.dataset.drawn || !figure.isConnected) return;
  figure.dataset.drawn = "1";
  const chart = echarts.init(figure.querySelector(".lo-chart-canvas"), null, { renderer: "svg" });
  const paint = () => chart.setOption(options(spec, theme()), true);
  paint();
  chart.on("click", (point) => {
    const href = spec.hrefs?.[point.dataIndex] || spec.series[point.seriesIndex]?.hrefs?.[point.dataIndex];
    if (href) window.location.assign(href);
  });
  let width = figure.clientWidth;
  const watch = new ResizeObserver(() => {
    if (!figure.isConnected || figure.clientWidth === width) return;
    width = figure.clientWidth;
    chart.resize({ animation: { duration: 0 } });
  });
  watch.observe(figure);
  document.addEventListener("theme-changed", () => { if (figure.isConnected) paint(); });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (figure.isConnected) paint(); });
}

function drawAll(root) {
  root.querySelectorAll?.("[data-chart]").forEach((figure) => { draw(figure); });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart-toggle]");
  if (!button) return;
  const figure = button.closest("[data-chart]");
  const table = figure.querySelector(".lo-chart-table");
  const canvas = figure.querySelector(".lo-chart-canvas");
  table.hidden = !table.hidden;
  canvas.hidden = !table.hidden;
  button.setAttribute("aria-pressed", String(!table.hidden));
});

document.addEventListener("htmx:load", (event) => drawAll(event.target));
drawAll(document);
