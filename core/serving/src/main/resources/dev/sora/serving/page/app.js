// SPDX-License-Identifier: Apache-2.0
'use strict';

const byId = (name) => document.getElementById(name);
let models = [];
let current = null;
let key = '';

/** Creates an element; texts of models are only ever text, never markup. */
function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
        made.setAttribute(attribute, value);
    }
    made.append(...children);
    return made;
}

async function call(path, body) {
    const headers = {};
    if (key) {
        headers.Authorization = 'Bearer ' + key;
    }
    if (body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    const answer = await fetch(path, {
        method: body === undefined ? 'GET' : 'POST', headers, body: body === undefined ? undefined : JSON.stringify(body),
    });
    const tree = await answer.json();
    if (!answer.ok) {
        throw Object.assign(new Error(tree.what), {problem: tree, status: answer.status});
    }
    return tree;
}

function say(text) {
    byId('state').textContent = text;
}

async function load() {
    try {
        models = (await call('models')).models;
        byId('access').hidden = true;
        say(models.length ? '' : 'No model is served yet.');
        byId('model').replaceChildren(...models.map((model) => element('option', {}, model.name)));
        byId('choice').hidden = !models.length;
        if (models.length) {
            choose(models[0]);
        }
        plugins((await call('plugins')).plugins);
    } catch (failure) {
        byId('access').hidden = failure.status !== 401;
        say(failure.status === 401 ? 'This server needs an API key.' : 'The server does not answer: ' + failure.message);
    }
}

function plugins(all) {
    byId('installed').hidden = !all.length;
    byId('plugins').replaceChildren(...all.map((plugin) => element('tr', {},
        element('th', {scope: 'row'}, plugin.name), element('td', {}, plugin.version),
        element('td', {}, Object.entries(plugin.types).map(([kind, names]) => kind + ': ' + names.join(', ')).join('; ')))));
}

function choose(model) {
    current = model;
    byId('version').replaceChildren(...model.versions.map((version) => {
        const option = element('option', {}, version);
        option.selected = version === model.version;
        return option;
    }));
    byId('work').hidden = false;
    byId('about').hidden = false;
    byId('columns').replaceChildren(...model.columns.map(field));
    byId('prediction').replaceChildren();
    byId('explanation').replaceChildren();
    byId('particles').replaceChildren(...model.particles.map((node) => element('tr', {},
        element('th', {scope: 'row'}, node.name + (node.count > 1 ? ' × ' + node.count : '')),
        element('td', {}, node.kind), element('td', {}, node.type), element('td', {}, node.from.join(', ')),
        element('td', {}, node.shape), element('td', {class: 'number'}, node.parameters.toLocaleString()))));
    byId('metrics').replaceChildren(...Object.entries(model.metrics).map(([name, value]) => element('tr', {},
        element('th', {scope: 'row'}, name), element('td', {class: 'number'}, String(value)))));
    drift(model.drift || {known: false, reason: 'the configuration of the server turns it off'});
}

/** Shows how far the records of the last minutes are from the data of the training. */
function drift(state) {
    const few = state.known && state.records < state.needed;
    byId('compared').textContent = !state.known ? 'Nothing is compared: ' + state.reason + '.'
        : few ? `${state.records} records of late; from ${state.needed} on they are compared with the training.`
            : `${state.records} records of late, compared with the training. Below 0.1 is no change that matters, above 0.25 much.`;
    const indices = state.indices || [];
    byId('drift').hidden = !indices.length;
    byId('indices').replaceChildren(...indices.map((index) => element('tr', {},
        element('th', {scope: 'row'}, index.name), element('td', {}, index.field),
        element('td', {class: 'number'}, index.psi.toFixed(3)))));
}

/** Returns the field of a column; its function `read` returns the value, or null if there is none. */
function field(column, number) {
    const id = 'column-' + number;
    const kinds = {number: numberField, integer: numberField, boolean: booleanField, image: imageField};
    const made = (kinds[column.type] || textField)(id, column);
    const hint = {vector: 'numbers, with commas between', identifiers: 'integers, with commas between',
        texts: 'words, with commas between', time: 'such as 2026-05-01T12:00:00Z', nested: 'JSON'}[column.type];
    const whole = element('div', {class: 'field'}, element('label', {for: id}, column.name), made.element);
    if (hint) {
        whole.append(element('span', {class: 'hint', id: id + '-hint'}, hint));
        made.element.setAttribute('aria-describedby', id + '-hint');
    }
    whole.read = made.read;
    whole.column = column.name;
    return whole;
}

/** Refuses what a field has, with the field for the message. */
function refuse(what, have, needs) {
    throw Object.assign(new Error(what), {problem: {what, have, needs}});
}

/** Returns a number that a text states, exactly if it is an integer. */
function number(text, name, whole) {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) {
        refuse(`'${name}' holds no number`, text, whole ? 'an integer' : 'a number');
    }
    const digits = /^[+-]?\d+$/.test(text.trim());
    if (whole && !digits) {
        refuse(`'${name}' holds no integer`, text, 'an integer');
    }
    if (digits && !Number.isSafeInteger(value)) {
        refuse(`'${name}' holds an integer that this page would round`, text, 'an integer of at most 15 digits; requests may have more');
    }
    return value;
}

function numberField(id, column) {
    const input = element('input', {id, type: 'number', step: 'any'});
    const read = () => {
        // a browser shows what it cannot read, but gives an empty value
        if (input.validity.badInput) {
            refuse(`'${column.name}' holds no number`, '', 'a number, or nothing if it is missing');
        }
        return input.value === '' ? null : number(input.value, column.name, column.type === 'integer');
    };
    return {element: input, read};
}

function booleanField(id) {
    const input = element('select', {id}, element('option', {value: ''}, '–'), element('option', {}, 'true'), element('option', {}, 'false'));
    return {element: input, read: () => input.value === '' ? null : input.value === 'true'};
}

function nested(text, name) {
    const integers = text.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/(?<![\d.])\d+(?![\d.eE])/g) || [];
    integers.forEach((each) => number(each, name, true));
    try {
        return JSON.parse(text);
    } catch (failure) {
        return refuse(`'${name}' holds no JSON`, failure.message, 'JSON, such as [{"a": 1}]');
    }
}

function textField(id, column) {
    const input = column.type === 'text' ? element('textarea', {id, rows: 2}) : element('input', {id, type: 'text'});
    const read = () => {
        const text = input.value;
        if (text === '') {
            return null;
        }
        const parts = text.split(',').map((part) => part.trim());
        switch (column.type) {
            case 'vector': return parts.map((part) => number(part, column.name, false));
            case 'identifiers': return parts.map((part) => number(part, column.name, true));
            case 'texts': return parts;
            case 'nested': return nested(text, column.name);
            default: return text;
        }
    };
    return {element: input, read};
}

/** A picture: from a file, dropped, or drawn. */
function imageField(id) {
    const input = element('input', {id, type: 'file', accept: 'image/*'});
    const side = 224;
    const canvas = element('canvas', {width: side, height: side, role: 'img', 'aria-label': 'A place to draw with the mouse or a finger; a file does the same'});
    const clear = element('button', {type: 'button'}, 'Clear');
    const box = element('div', {class: 'drop'}, input, canvas, clear);
    const pen = canvas.getContext('2d');
    let value = null;
    let last = null;
    const empty = () => {
        pen.fillStyle = '#000';
        pen.fillRect(0, 0, side, side);
        value = null;
        input.value = '';
    };
    const take = (file) => {
        const reader = new FileReader();
        reader.onload = () => {
            value = reader.result;
            const shown = new Image();
            shown.onload = () => {
                const scale = Math.min(side / shown.width, side / shown.height);
                pen.fillRect(0, 0, side, side);
                pen.drawImage(shown, 0, 0, shown.width * scale, shown.height * scale);
            };
            shown.src = value;
        };
        reader.readAsDataURL(file);
    };
    const at = (event) => {
        const frame = canvas.getBoundingClientRect();
        return [(event.clientX - frame.left) * side / frame.width, (event.clientY - frame.top) * side / frame.height];
    };
    canvas.addEventListener('pointerdown', (event) => {
        if (input.value) {
            empty();
        }
        canvas.setPointerCapture(event.pointerId);
        last = at(event);
    });
    canvas.addEventListener('pointermove', (event) => {
        if (!last) {
            return;
        }
        const next = at(event);
        Object.assign(pen, {strokeStyle: '#fff', lineWidth: side / 12, lineCap: 'round'});
        pen.beginPath();
        pen.moveTo(...last);
        pen.lineTo(...next);
        pen.stroke();
        last = next;
    });
    canvas.addEventListener('pointerup', () => {
        last = null;
        value = canvas.toDataURL('image/png');
    });
    input.addEventListener('change', () => input.files.length && take(input.files[0]));
    clear.addEventListener('click', empty);
    box.addEventListener('dragover', (event) => {
        event.preventDefault();
        box.classList.add('over');
    });
    box.addEventListener('dragleave', () => box.classList.remove('over'));
    box.addEventListener('drop', (event) => {
        event.preventDefault();
        box.classList.remove('over');
        if (event.dataTransfer.files.length) {
            take(event.dataTransfer.files[0]);
        }
    });
    empty();
    return {element: box, read: () => value};
}

function record() {
    return Object.fromEntries([...byId('columns').children].map((each) => [each.column, each.read()]));
}

/** Shows the version that is chosen, whose columns may be others. */
async function chooseVersion() {
    const name = current.name;
    const version = byId('version').value;
    say('');
    byId('work').hidden = true;
    byId('about').hidden = true;
    try {
        const model = await call('models/' + encodeURIComponent(name) + '/versions/' + encodeURIComponent(version));
        // another choice may have been made meanwhile
        if (current.name === name && byId('version').value === version) {
            choose(model);
        }
    } catch (failure) {
        say(failure.message);
    }
}

function address(operation) {
    return 'models/' + encodeURIComponent(current.name) + '/versions/' + encodeURIComponent(byId('version').value) + '/' + operation;
}

function problem(failure) {
    const parts = failure.problem || {what: failure.message};
    const box = element('div', {class: 'problem'}, element('h3', {}, (parts.code ? parts.code + '  ' : '') + parts.what));
    for (const part of ['where', 'needs', 'have', 'fix']) {
        if (parts[part]) {
            box.append(element('p', {}, part + ': ' + parts[part]));
        }
    }
    return box;
}

/** A table of numbers by name, the greatest first, each with a bar. */
function bars(title, numbers) {
    const rows = Object.entries(numbers).sort((one, other) => Math.abs(other[1]) - Math.abs(one[1])).slice(0, 20);
    const most = Math.max(...rows.map((row) => Math.abs(row[1])), 1e-12);
    return element('table', {}, element('caption', {}, title), element('tbody', {}, ...rows.map(([name, value]) => element('tr', {},
        element('th', {scope: 'row'}, name), element('td', {class: 'number'}, value.toPrecision(4)),
        element('td', {}, element('meter', {min: 0, max: most, value: Math.abs(value), 'aria-hidden': 'true'}))))));
}

const isNumbers = (value) => value && typeof value === 'object' && !Array.isArray(value)
    && Object.values(value).length > 0 && Object.values(value).every((each) => typeof each === 'number');

function values(tree) {
    const parts = [];
    for (const [name, value] of Object.entries(tree)) {
        if (name === 'record' || name === 'number') {
            continue;
        }
        if (isNumbers(value)) {
            parts.push(bars(name, value));
        } else if (value && typeof value === 'object') {
            parts.push(element('h3', {}, name), element('pre', {}, JSON.stringify(value, null, 1).slice(0, 4000)));
        } else {
            parts.push(element('p', {}, element('strong', {}, name + ': '), String(value)));
        }
    }
    return parts;
}

async function ask(operation, place, present) {
    byId(place).replaceChildren('…');
    try {
        byId(place).replaceChildren(...present(await call(address(operation), record())));
    } catch (failure) {
        byId(place).replaceChildren(problem(failure));
    }
}

/** A picture of attributions: what speaks for the answer is blue, what speaks against it orange. */
function heat(name, rows) {
    const canvas = element('canvas', {class: 'heat', width: rows[0].length, height: rows.length, role: 'img',
        'aria-label': 'Where ' + name + ' speaks for the answer (blue) and against it (orange)'});
    const pen = canvas.getContext('2d');
    const most = Math.max(...rows.flat().map(Math.abs), 1e-12);
    rows.forEach((row, y) => row.forEach((value, x) => {
        const strength = Math.abs(value) / most;
        pen.fillStyle = value > 0 ? `rgb(${40 * strength}, ${140 * strength}, ${255 * strength})` : `rgb(${255 * strength}, ${120 * strength}, 0)`;
        pen.fillRect(x, y, 1, 1);
    }));
    return canvas;
}

function explained(tree) {
    const parts = [];
    for (const [name, output] of Object.entries(tree.outputs)) {
        parts.push(element('h3', {}, name + ': ' + output.answer),
            element('p', {}, 'score ' + output.prediction.toPrecision(5) + ', baseline ' + output.baseline.toPrecision(5)),
            bars('share of each particle', output.particles));
        for (const [input, values] of Object.entries(output.inputs)) {
            if (values.shape.length === 2 && values.values.length) {
                parts.push(element('h3', {}, input), heat(input, values.values));
            } else if (values.labels && values.labels.length === values.values.length) {
                parts.push(bars(input, Object.fromEntries(values.labels.map((label, i) => [label + ' (' + (i + 1) + ')', values.values[i]]))));
            }
        }
    }
    return parts;
}

byId('record').addEventListener('submit', (event) => {
    event.preventDefault();
    ask('predict', 'prediction', values);
});
byId('explain').addEventListener('click', () => ask('explain', 'explanation', explained));
byId('model').addEventListener('change', () => choose(models[byId('model').selectedIndex]));
byId('version').addEventListener('change', chooseVersion);
byId('choice').addEventListener('submit', (event) => event.preventDefault());
byId('access').addEventListener('submit', (event) => {
    event.preventDefault();
    key = byId('key').value;
    load();
});
load();
