// SPDX-License-Identifier: Apache-2.0
'use strict';

const byId = (name) => document.getElementById(name);
const token = location.hash.slice(1);
const MOST_ROWS = 200;
let run = null;
let identity = null;
let ended = false;
let drawing = null;
let bestTrial = null;
const columns = [];
const trials = new Map();

/** Creates an element; texts of a run are only ever text, never markup. */
function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([attribute, value]) => made.setAttribute(attribute, value));
    made.append(...children);
    return made;
}

function say(text) {
    byId('state').textContent = text;
}

const shown = (value) => value === null || value === undefined ? '–'
    : typeof value !== 'number' ? String(value)
        : Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(5)));

/** Returns a span of seconds in the two largest units. */
function span(seconds) {
    const whole = Math.round(seconds);
    const parts = [[Math.floor(whole / 3600), 'h'], [Math.floor(whole / 60) % 60, 'min'], [whole % 60, 's']];
    const first = parts.findIndex(([count]) => count > 0);
    return first < 0 ? '0 s' : parts.slice(first, first + 2).map(([count, unit]) => count + ' ' + unit).join(' ');
}

function facts(entries) {
    byId('now').hidden = false;
    byId('facts').replaceChildren(...Object.entries(entries).filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, shown(value)))));
}

function title(name, verb) {
    byId('name').textContent = name;
    document.title = name + ' – ' + verb + ' – Sora';
}

function head(names) {
    byId('history').hidden = false;
    byId('head').replaceChildren(...names.map((name, i) => element('th', i && name !== 'state' ? {scope: 'col', class: 'number'} : {scope: 'col'}, name)));
}

function row(values, best) {
    return element('tr', best ? {class: 'best'} : {}, ...values.map((value, i) => i
        ? element('td', {class: typeof value === 'string' ? '' : 'number'}, shown(value)) : element('th', {scope: 'row'}, shown(value))));
}

/** A metric of the validation data has the prefix val_; the name without it is the quantity. */
function epoch(event) {
    for (const [name, value] of Object.entries(event.metrics)) {
        const held = name.startsWith('val_');
        curves.add(held ? name.slice(4) : name, 'epoch', ['training', 'validation'], held ? 'validation' : 'training', event.epoch, value);
        if (!columns.includes(name)) {
            columns.push(name);
            head(['epoch', ...columns, 'learning rate', 'seconds', 'records per second']);
        }
    }
    curves.add('learning rate', 'epoch', ['training'], 'training', event.epoch, event.learning_rate);
    byId('body').prepend(row([event.epoch, ...columns.map((name) => event.metrics[name] ?? null),
        event.learning_rate, event.seconds, Math.round(event.speed)], event.best));
    while (byId('body').rows.length > MOST_ROWS) {
        byId('body').lastChild.remove();
        byId('fewer').hidden = false;
        byId('fewer').textContent = 'The last ' + MOST_ROWS + ' epochs; history.csv has all of them.';
    }
    say('Epoch ' + event.epoch + ' of ' + run.epochs + ' ended: ' + Object.entries(event.metrics).map(([name, value]) => name + ' ' + shown(value)).join(', ')
        + (event.best ? ', the best so far' : ''));
}

function progress(event) {
    const steps = Math.max(1, run.steps);
    byId('share').value = Math.min(1, (event.epoch - 1 + event.step / steps) / Math.max(1, run.epochs));
    facts({
        epoch: event.epoch + ' of ' + run.epochs, step: event.step.toLocaleString('en') + ' of ' + run.steps.toLocaleString('en'),
        loss: event.loss, [event.metric || ' ']: event.value, 'learning rate': event.learning_rate,
        'records per second': Math.round(event.speed), 'time left': span(event.left),
    });
}

function trial(event) {
    trials.set(event.number, event);
    bestTrial = event.best ? event.number : bestTrial;
    // a late page receives many trials at once
    if (!drawing) {
        drawing = setTimeout(drawTrials, 100);
    }
    if (event.state !== 'running') {
        say('Trial ' + event.number + ' ' + event.state + (event.best ? ', the best so far' : ''));
    }
}

function drawTrials() {
    drawing = null;
    const all = [...trials.values()].sort((one, other) => one.number - other.number);
    const goals = run.goals;
    const names = [...new Set(all.flatMap((one) => Object.keys(one.values)))];
    head(['trial', 'state', ...goals.map((goal) => goal.name), ...names, 'epochs', 'seconds']);
    const best = trials.get(bestTrial);
    byId('body').replaceChildren(...all.slice(-MOST_ROWS).reverse().map((one) => row([one.number, one.problem ? one.state + ': ' + one.problem : one.state,
        ...goals.map((goal) => one.goals[goal.name] ?? null), ...names.map((name) => one.values[name] ?? null), one.epochs, one.seconds], one === best)));
    const lines = goals.length === 1 ? ['trial', 'best'] : ['trial'];
    for (const goal of goals) {
        const points = all.filter((one) => typeof one.goals[goal.name] === 'number').map((one) => [one.number, one.goals[goal.name]]);
        curves.set(goal.name, 'trial', lines, 'trial', points);
        if (goals.length === 1) {
            let so = null;
            curves.set(goal.name, 'trial', lines, 'best', points.map(([number, value]) => {
                so = so === null ? value : goal.higher_is_better ? Math.max(so, value) : Math.min(so, value);
                return [number, so];
            }));
        }
    }
    const done = all.filter((one) => one.state !== 'running').length;
    byId('share').hidden = !run.trials;
    byId('share').value = run.trials ? Math.min(1, done / run.trials) : 0;
    facts({trials: done + (run.trials ? ' of ' + run.trials : ''), running: all.length - done, ...(best ? {'best trial': best.number, ...best.goals} : {})});
}

function end(event) {
    ended = true;
    byId('stop').hidden = true;
    byId('now').hidden = true;
    say(event.text);
    byId('results').hidden = !event.metrics.length && !event.files.length;
    byId('metrics').replaceChildren(...event.metrics.map((one) => element('tr', {}, element('th', {scope: 'row'}, one.data), element('td', {}, one.output),
        element('td', {}, one.metric), element('td', {class: 'number'}, shown(one.value)))));
    byId('files').replaceChildren(...event.files.map((file) => element('li', {}, file)));
}

async function stop() {
    byId('stop').disabled = true;
    try {
        const answer = await fetch('stop', {method: 'POST', headers: {'Sora-Token': token}});
        const tree = await answer.json();
        say(answer.ok ? 'The run stops, and keeps its results.' : tree.what + '; ' + tree.fix);
    } catch (failure) {
        byId('stop').disabled = false;
        say('The run does not answer: ' + failure.message);
    }
}

const handlers = {
    run: (event) => {
        run = event;
        title(event.name, 'training');
        facts({device: event.device, parameters: event.parameters, 'training records': event.training_records,
            'validation records': event.validation_records, epochs: event.epochs});
    },
    search: (event) => {
        run = event;
        title(event.name, 'search');
        byId('rows').textContent = 'Trials';
    },
    phase: (event) => say(event.text),
    warning: (event) => {
        byId('warnings').hidden = false;
        byId('messages').append(element('li', {}, event.text));
    },
    epoch, progress, trial, end,
};

const source = new EventSource('events');
for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, (message) => {
        const from = message.lastEventId.split('-')[0];
        // another run may have the port by now
        if (identity !== null && identity !== from) {
            location.reload();
            return;
        }
        identity = from;
        handler(JSON.parse(message.data));
        if (ended) {
            source.close();
        }
    });
}
source.addEventListener('error', () => {
    if (!ended) {
        say('The run does not answer. It may have ended; this page tries again.');
    }
});
byId('stop').hidden = token === '';
byId('stop').addEventListener('click', stop);
