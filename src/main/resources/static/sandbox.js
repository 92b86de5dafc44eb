// The demo's panel on an order's page: while something goes on, what it tells is fetched; at the
// end the whole page is read again, unless somebody has begun to do something on it.

const panel = document.getElementById('sandbox');
const page = location.pathname.replace(/\/sandbox\/.*$/, '');
let busy = panel.dataset.busy === 'true';

const again = async () => {
  const answer = await fetch(page);
  if (!answer.ok) {
    return;
  }
  const fresh = new DOMParser()
    .parseFromString(await answer.text(), 'text/html')
    .getElementById('sandbox');
  document
    .getElementById('sandbox-log')
    .replaceChildren(...fresh.querySelector('#sandbox-log').childNodes);
  busy = fresh.dataset.busy === 'true';
  if (!busy && !document.querySelector('main details[open]')) {
    if (location.pathname === page) {
      location.reload();
    } else {
      location.replace(page + '#sandbox');
    }
  }
};

while (busy) {
  await new Promise((done) => setTimeout(done, 1000));
  try {
    await again();
  } catch {
    // The next look may reach it.
  }
}
