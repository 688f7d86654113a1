// The functions of templates/search.js, without a browser: the file is read as it is, and what a page would do with it is left out.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';

const source = readFileSync(new URL('../../templates/search.js', import.meta.url), 'utf8');
const { words, terms, distance, likeness, postings, readShard, match, ranked, marked, readHeads, passes } = runInNewContext(
  `${source}; ({ words, terms, distance, likeness, postings, readShard, match, ranked, marked, readHeads, passes })`, { URLSearchParams });

/** Values from the other context, as values of this one. */
const plain = (value) => JSON.parse(JSON.stringify(value));
const folded = (text) => plain(words(text)).map(({ word }) => word);

describe('words', () => {
  test('are folded as the index folds them', () => {
    for (const [text, expected] of [
      ['The LOGIN', ['the', 'login']],
      ['Köln STRASSE straße Ærø Łódź İzmir', ['koln', 'strasse', 'strasse', 'aero', 'lodz', 'izmir']],
      ['session-store_v2 p99=1.5s', ['session', 'store', 'v2', 'p99', '1', '5s']],
      ['οδός', ['οδοσ']],
      ['東京で障害', ['東京', '京で', 'で障', '障害']],
      ['x 駅 y2', ['x', '駅', 'y2']],
      ['한국어 Ｆｕｌｌ', ['한국', '국어', 'full']],
      ['Ko\u0308ln', ['koln']],
    ]) assert.deepEqual(folded(text), expected, text);
  });

  test('know their places', () => {
    const text = '—Ärger in 東京で';
    assert.deepEqual(plain(words(text)).map(({ from, to }) => text.slice(from, to)), ['Ärger', 'in', '東京', '京で']);
  });

  test('a day is one word', () => {
    assert.deepEqual(plain(terms('login 2026-03-14')), ['login', '20260314']);
    assert.deepEqual(plain(terms('2026-03 2026-03-14-login-errors')), ['202603', '20260314', 'login', 'errors']);
  });
});

describe('likeness', () => {
  test('mistakes are counted', () => {
    for (const [a, b, count] of [['login', 'login', 0], ['login', 'lgoin', 1], ['login', 'logn', 1], ['login', 'loggin', 1], ['login', 'lagun', 2], ['a', 'xyz', 3]]) {
      assert.equal(distance(a, b, 2), Math.min(count, 3), `${a} ${b}`);
      assert.equal(distance(b, a, 2), Math.min(count, 3), `${b} ${a}`);
    }
  });

  test('the word itself, its beginning, a mistake, in this order', () => {
    const order = ['database', 'databases', 'datbase', 'datbsae'].map((word) => likeness('database', word));
    assert.ok(order.every((value, at) => value > 0 && (at === 0 || value < order[at - 1])), order.join(' '));
  });

  test('short words and numbers are taken at their word', () => {
    assert.equal(likeness('dns', 'dnf'), 0);
    assert.equal(likeness('2026', '2025'), 0);
    assert.equal(likeness('logn', 'login') > 0, true);
    assert.equal(likeness('lgno', 'login'), 0, 'two mistakes in four letters');
  });

  test('while one types, a mistake in the beginning of a longer word', () => assert.ok(likeness('certfi', 'certificate') > 0));
});

describe('the index', () => {
  const shard = readShard('errors A;login X1E1E1E;logout C');

  test('postings are steps', () => assert.deepEqual(plain(postings(shard.get('login'))), [[7, 2], [57, 2], [107, 2], [157, 2]]));

  test('an incident must have all words, if any has', () => {
    const shard = readShard('cache AC;errors AD;login C');
    const best = ranked(match(['login', 'errors'], [shard], 0));
    assert.deepEqual(plain(best).map(({ place, matched }) => [place, matched]), [[0, 2]]);
    const some = ranked(match(['login', 'zzzz'], [shard], 0));
    assert.deepEqual(plain(some).map(({ place, matched }) => [place, matched]), [[0, 1]]);
  });

  test('title before names before text, then the newest', () => {
    const shard = readShard('login CBAA');
    const places = (hits) => hits.map(({ segment, place }) => [segment, place]);
    const hits = match(['login'], [shard], 0).concat(match(['login'], [shard], 1));
    assert.deepEqual(plain(places(ranked(hits))), [[1, 3], [1, 2], [0, 3], [0, 2], [1, 1], [0, 1], [1, 0], [0, 0]]);
  });

  test('a wrong first letter is forgiven when everything is looked at', () => {
    const shard = readShard('postgres A');
    assert.equal(match(['oostgres'], [shard], 0).length, 0);
    assert.equal(match(['oostgres'], [shard], 0, true).length, 1);
  });

  test('umlauts and their spelling', () => {
    const shard = readShard('koln A;東京 A');
    for (const query of ['Köln', 'koln', 'koeln', '東京', '東']) assert.equal(match(terms(query), [shard], 0).length, 1, query);
  });
});

test('what answers is marked, in the text as it is written', () => {
  assert.deepEqual(plain(marked('Die Störung in Köln', terms('storung koeln'))), [['Die ', false], ['Störung', true], [' in ', false], ['Köln', true]]);
  assert.deepEqual(plain(marked('<b>login</b>', terms('log'))), [['<b>', false], ['login', true], ['</b>', false]]);
});

test('heads and filters', () => {
  const [head] = readHeads([[['login', 'Sign-in'], ['mary', 'Mary']], [['2026-03-14-x', 'T', '', 'P1', 'resolved', 'incident', [0], [1]]]]);
  assert.deepEqual(plain(head), { folder: '2026-03-14-x', title: 'T', day: '2026-03-14', severity: 'P1', status: 'resolved', kind: 'incident', components: [['login', 'Sign-in']], people: [['mary', 'Mary']] });
  const any = { severity: '', component: '', year: '', kind: '', status: '' };
  for (const [filters, expected] of [[{}, true], [{ year: '2026', component: 'login', severity: 'P1' }, true], [{ year: '2025' }, false], [{ component: 'mary' }, false], [{ kind: 'drill' }, false], [{ status: 'resolved' }, true]]) {
    assert.equal(passes(head, { ...any, ...filters }), expected, JSON.stringify(filters));
  }
});
