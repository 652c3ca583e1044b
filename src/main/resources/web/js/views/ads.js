/** Ads: which were shown, and to their end. */
import { breakdown } from '../breakdown.js';
import { h } from '../dom.js';
import { summary, trend } from '../trend.js';

export const title = 'Ads';
export const bar = ['filters', 'period'];

const FIGURES = ['adStarts', 'adCompletes', 'adCompletionRate', 'adTime', 'totalTimePlayed'];
const COLUMNS = ['adStarts', 'adCompletes', 'adCompletionRate', 'adTime'];
const DIMENSIONS = ['ad.name', 'ad.friendlyName', 'ad.advertiser', 'ad.campaignID', 'ad.creativeID', 'ad.siteID',
  'ad.placementID', 'ad.playerName', 'ad.podFriendlyName', 'ad.podIndex', 'ad.podPosition', 'name', 'channel',
  'playerName'];

export function show(main, state, signal) {
  const now = Date.now();
  main.append(h('div', { class: 'panels' },
    summary('In this period', FIGURES, state, now, signal),
    trend('Ad starts and completes', [['adStarts', 'one'], ['adCompletes', 'two']], state, now, signal),
    trend('Ad completion rate', [['adCompletionRate', 'one']], state, now, signal),
    breakdown({ title: 'Ads', by: 'ad.name', dimensions: DIMENSIONS, metrics: COLUMNS }, state, now, signal)));
}
