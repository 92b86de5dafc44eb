// Keeps a payment page up to date: by server-sent events, or by asking every few seconds where
// they do not come through. The page works without all of this.

import { framed, tell as tellAround } from './frame.js';

const live = document.getElementById('live');
const announce = document.getElementById('announce');
const base = live.dataset.live;
const query = live.dataset.query;
const pollEvery = 4000;
// A tab that nobody looks at gives its stream back: browsers open few connections to one host.
const pollHidden = 15000;
const hiddenAfter = 20000;
// Seconds left at which a screen reader says so.
const spoken = [600, 300, 120, 60, 30, 0];
const progressSpokenEvery = 20000;
const leaveAfter = 5;

let mark = live.dataset.mark;
let ended = false;
let endsAt = 0;
let source = null;
let poll = 0;
let hiding = 0;
let leaving = 0;
let said = '';
let progress = '';
let progressAt = 0;
let lastLeft = Infinity;

/** Says it to a screen reader, also where it is said twice. */
function say(words) {
  announce.textContent = '';
  requestAnimationFrame(() => (announce.textContent = words));
}

/** Counts with the browser's own steady clock: its wall clock may be wrong. */
function startClock() {
  const clock = document.getElementById('clock');
  endsAt = clock ? performance.now() + Number(clock.dataset.seconds) * 1000 : 0;
}

function tick() {
  const clock = document.getElementById('clock');
  if (!clock || ended) {
    lastLeft = Infinity;
    return;
  }
  const left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
  clock.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
  clock.classList.toggle('soon', left <= 120);
  const step = spoken.find((one) => left <= one && one < lastLeft && lastLeft !== Infinity);
  lastLeft = left;
  if (step !== undefined) {
    say(clock.dataset['say-' + step] ?? '');
  }
}

function showCopyButtons() {
  for (const button of live.querySelectorAll('.copy')) {
    button.hidden = false;
  }
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission, or not a secure page: select it, so that the payer can copy it by hand.
    const shown = document.getElementById(button.id.replace('copy-', ''));
    window.getSelection().selectAllChildren(shown);
    button.textContent = live.dataset.selected;
    say(live.dataset.selected);
    return;
  }
  const before = button.dataset.words ?? button.textContent;
  button.dataset.words = before;
  button.textContent = live.dataset.copied;
  button.classList.add('copied');
  say(live.dataset.copied);
  setTimeout(() => {
    button.textContent = before;
    button.classList.remove('copied');
  }, 2000);
}

/** All of it where the order stands elsewhere, and its progress not too often. */
function tell(status) {
  const now = performance.now();
  if (status.announce !== said) {
    say((status.announce + ' ' + status.progress).trim());
    progressAt = now;
  } else if (status.progress !== progress && now - progressAt > progressSpokenEvery) {
    say(status.progress);
    progressAt = now;
  }
  said = status.announce;
  progress = status.progress;
}

function show(status) {
  if (ended || status.mark === mark) {
    return;
  }
  mark = status.mark;
  const focused = document.activeElement?.id;
  const within = live.contains(document.activeElement);
  live.innerHTML = status.html;
  showCopyButtons();
  startClock();
  tick();
  if (within) {
    // Where that is gone, the headline: a keyboard goes on from there and not from the top.
    const heading = live.querySelector('h1');
    heading.tabIndex = -1;
    (document.getElementById(focused) ?? heading).focus({ preventScroll: true });
  }
  tell(status);
  document.title = status.title;
  if (status.ended) {
    end(status);
  }
}

/** The first final state: back to the shop, to the address that it gave, if the payer does not
 * rather stay. */
function end(status) {
  ended = true;
  source?.close();
  clearInterval(poll);
  tellAround({ type: 'aureus:ended', status: status.status, redirect: status.redirect });
  // In a frame it is the page around that goes on.
  if (framed || !/^https?:\/\//i.test(status.redirect)) {
    return;
  }
  const words = document.getElementById('leaving');
  let left = leaveAfter;
  const count = () => {
    if (left <= 0) {
      clearInterval(leaving);
      window.location.assign(status.redirect);
    } else if (words) {
      words.firstElementChild.textContent = words.dataset.words.replace('{0}', left);
    }
    left -= 1;
  };
  count();
  leaving = setInterval(count, 1000);
  if (words) {
    words.hidden = false;
    say(status.announce + ' ' + words.firstElementChild.textContent);
  }
}

function stay() {
  clearInterval(leaving);
  const words = document.getElementById('leaving');
  words.hidden = true;
  document.getElementById('return').focus();
}

async function ask() {
  try {
    const answer = await fetch(base + '/status' + query, { cache: 'no-store' });
    if (answer.ok) {
      show(await answer.json());
    }
  } catch {
    // Off line for a moment: the next round asks again.
  }
}

function startPolling(every = pollEvery) {
  clearInterval(poll);
  if (!ended) {
    poll = setInterval(ask, every);
    ask();
  }
}

function follow() {
  if (!window.EventSource) {
    startPolling();
    return;
  }
  const glue = query ? '&' : '?';
  source = new EventSource(base + '/events' + query + glue + 'mark=' + encodeURIComponent(mark));
  source.addEventListener('status', (event) => show(JSON.parse(event.data)));
  source.addEventListener('error', () => {
    // A closed source does not come back by itself: the server refused it.
    if (source.readyState === EventSource.CLOSED) {
      startPolling();
    }
  });
}

live.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.classList.contains('copy')) {
    copy(button);
  } else if (button?.id === 'stay') {
    stay();
  }
});

function hide() {
  if (document.hidden && source && !ended) {
    source.close();
    source = null;
    startPolling(pollHidden);
  }
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(hiding);
  if (document.hidden) {
    hiding = setTimeout(hide, hiddenAfter);
  } else if (!ended) {
    // A phone that slept may have missed the end of its stream.
    ask();
    if (!source && window.EventSource) {
      clearInterval(poll);
      follow();
    }
  }
});
window.addEventListener('pagehide', () => source?.close());
window.addEventListener('pageshow', (event) => {
  if (event.persisted && !ended) {
    follow();
    ask();
  }
});

said = live.dataset.announce ?? '';
showCopyButtons();
startClock();
tick();
setInterval(tick, 1000);
follow();
