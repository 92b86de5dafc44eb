// Keeps a payment page up to date: by server-sent events, or by asking every few seconds where
// they do not come through. The page works without all of this.

const live = document.getElementById('live');
const announce = document.getElementById('announce');
const base = live.dataset.live;
const query = live.dataset.query;
const pollEvery = 4000;

let mark = live.dataset.mark;
let ended = false;
let endsAt = 0;
let source = null;
let poll = 0;

/** Counts with the browser's own steady clock: its wall clock may be wrong. */
function startClock() {
  const clock = document.getElementById('clock');
  endsAt = clock ? performance.now() + Number(clock.dataset.seconds) * 1000 : 0;
}

function tick() {
  const clock = document.getElementById('clock');
  if (!clock || ended) {
    return;
  }
  const left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
  clock.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
  clock.classList.toggle('soon', left <= 120);
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
    return;
  }
  const before = button.dataset.words ?? button.textContent;
  button.dataset.words = before;
  button.textContent = live.dataset.copied;
  setTimeout(() => (button.textContent = before), 2000);
}

function show(status) {
  if (ended || status.mark === mark) {
    return;
  }
  mark = status.mark;
  const focused = document.activeElement?.id;
  live.innerHTML = status.html;
  showCopyButtons();
  startClock();
  tick();
  if (focused) {
    document.getElementById(focused)?.focus();
  }
  announce.textContent = status.announce;
  document.title = status.title;
  if (status.ended) {
    end(status);
  }
}

/** The first final state: back to the shop, to the address that it gave. */
function end(status) {
  ended = true;
  source?.close();
  clearInterval(poll);
  if (/^https?:\/\//i.test(status.redirect)) {
    setTimeout(() => window.location.assign(status.redirect), 1000);
  }
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

function startPolling() {
  if (!poll && !ended) {
    poll = setInterval(ask, pollEvery);
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
  const button = event.target.closest('.copy');
  if (button) {
    copy(button);
  }
});
// A phone that slept may have missed the end of its stream.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !ended) {
    ask();
  }
});
window.addEventListener('pagehide', () => source?.close());
window.addEventListener('pageshow', (event) => {
  if (event.persisted && !ended) {
    follow();
    ask();
  }
});

showCopyButtons();
startClock();
tick();
setInterval(tick, 1000);
follow();
