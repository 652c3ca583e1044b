/** What can be asked for, as the API tells it: the page has no names and definitions of its own. */
import { get } from './api.js';
import { h } from './dom.js';
import { byUnit, digits } from './format.js';

let metrics = new Map();
let dimensions = [];
let metadataKeys = [];

/** Asks for all there is. */
export async function loadCatalogue() {
  const [known, places] = await Promise.all([get('metrics'), get('dimensions')]);
  metrics = new Map(known.metrics.map(metric => [metric.name, metric]));
  dimensions = places.dimensions;
  metadataKeys = places.metadataKeys;
}

/** The metrics by name. */
export function allMetrics() {
  return [...metrics.values()];
}

/** The title, unit and definition of a metric. */
export function metric(name) {
  return metrics.get(name) ?? { name, title: name, unit: 'count', definition: '' };
}

/** The names of dimensions: of all, or of those whose values make the rows of a breakdown. */
export function dimensionNames(groupsOnly = false) {
  return [...dimensions.filter(dimension => dimension.groups || !groupsOnly).map(dimension => dimension.name),
    ...metadataKeys.map(key => `metadata.${key}`)];
}

/** The writer of a metric's values. */
export function writer(name) {
  return byUnit(metric(name).unit);
}

/** A metric's value as an element that also holds it with all its digits. */
export function value(name, number) {
  return h('data', { value: number ?? '', title: digits(number), 'data-metric': name }, writer(name)(number));
}
