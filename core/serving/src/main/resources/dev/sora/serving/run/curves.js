// SPDX-License-Identifier: Apache-2.0
'use strict';

/** Curves that follow the page's colours and width: a figure for each quantity, with one line or two. */
const curves = (() => {
    const drawn = new Map();
    let waiting = false;

    function colours() {
        const style = getComputedStyle(document.documentElement);
        return Object.fromEntries(['text', 'quiet', 'line', 'ground', 'accent', 'against'].map((name) => [name, style.getPropertyValue('--' + name).trim()]));
    }

    function option(curve, theme) {
        const axis = {
            axisLine: {lineStyle: {color: theme.line}}, axisLabel: {color: theme.quiet, hideOverlap: true},
            splitLine: {lineStyle: {color: theme.line}}, nameTextStyle: {color: theme.quiet},
        };
        const colour = {training: theme.accent, trial: theme.accent, validation: theme.against, best: theme.against};
        return {
            animation: false,
            textStyle: {color: theme.text},
            grid: {left: 56, right: 16, top: 16, bottom: 40},
            xAxis: {...axis, type: 'value', min: 'dataMin', max: 'dataMax', minInterval: 1, name: curve.across, nameLocation: 'middle', nameGap: 24, splitLine: {show: false}},
            yAxis: {...axis, type: 'value', scale: true},
            // text on the canvas: a tooltip of markup would need styles within the page
            tooltip: {trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: theme.ground, borderColor: theme.line, textStyle: {color: theme.text}},
            series: Object.entries(curve.lines).map(([name, points]) => ({
                name, type: 'line', data: points, color: colour[name], step: name === 'best' ? 'end' : false,
                // trials are points, because one does not follow from another
                lineStyle: {width: name === 'trial' ? 0 : 2}, symbol: 'circle', symbolSize: name === 'trial' ? 7 : 4, showSymbol: name === 'trial' || points.length <= 30,
            })),
        };
    }

    function figure(name, lines) {
        const figure = document.createElement('figure');
        const caption = document.createElement('figcaption');
        caption.append(name);
        for (const line of lines) {
            const key = document.createElement('span');
            key.className = 'key ' + line;
            key.textContent = line;
            caption.append(key);
        }
        const holder = document.createElement('div');
        holder.className = 'curve';
        holder.setAttribute('role', 'img');
        figure.append(caption, holder);
        return {figure, holder};
    }

    function draw() {
        waiting = false;
        const theme = colours();
        for (const [name, curve] of drawn) {
            if (!curve.chart) {
                const made = figure(name, Object.keys(curve.lines));
                document.getElementById('charts').append(made.figure);
                curve.holder = made.holder;
                curve.chart = echarts.init(made.holder);
                new ResizeObserver(() => curve.chart.resize()).observe(made.holder);
            }
            const ends = Object.entries(curve.lines).filter(([, points]) => points.length)
                .map(([line, points]) => line + ' ' + points[points.length - 1][1].toPrecision(4));
            curve.holder.setAttribute('aria-label', name + ' by ' + curve.across + ', at last ' + ends.join(', ') + '; the table below has the values');
            curve.chart.setOption(option(curve, theme), true);
        }
    }

    function later() {
        if (!waiting) {
            waiting = true;
            setTimeout(draw, 200);
        }
    }

    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', later);

    /** Adds a point to a line of a quantity; a value that is not a number leaves a gap. */
    function add(name, across, lines, line, x, y) {
        if (!drawn.has(name)) {
            drawn.set(name, {across, lines: Object.fromEntries(lines.map((each) => [each, []]))});
        }
        if (typeof y === 'number') {
            drawn.get(name).lines[line].push([x, y]);
            later();
        }
    }

    /** Replaces all points of a line. */
    function set(name, across, lines, line, points) {
        add(name, across, lines, line, 0, null);
        drawn.get(name).lines[line] = points;
        later();
    }

    return {add, set};
})();
