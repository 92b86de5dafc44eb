// For shops' own pages: shows a payment in a frame where this script stands, or in a dialog.
//   <script src="https://pay.shop.example/static/embed.js" data-pay="PAY_URL"></script>
//   <script src="…" data-pay="PAY_URL" data-button="Pay now"></script>
// The gateway shows itself only on sites that the merchant has allowed.

(() => {
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const asked = script.dataset.pay ?? '';

  /** The page's path in what the API calls pay_url, which has it behind a hash. */
  function path() {
    const lang = /[?&]lang=([A-Za-z-]{2,12})/.exec(asked);
    const more = lang ? 'lang=' + lang[1] : '';
    const token = /[?&]token=([A-Za-z0-9_-]{1,128})/.exec(asked);
    if (token) {
      return '/checkout/choose?token=' + token[1] + (more && '&' + more);
    }
    const order = /(?:^|[^0-9])([0-9]{20})(?![0-9])/.exec(asked);
    return order ? '/checkout/' + order[1] + (more && '?' + more) : null;
  }

  const page = path();
  if (page === null) {
    console.error('Aureus: data-pay holds no payment link:', asked);
    return;
  }

  const frame = document.createElement('iframe');
  frame.title = script.dataset.title ?? 'Payment';
  frame.allow = 'clipboard-write';
  Object.assign(frame.style, {
    border: '0',
    colorScheme: 'auto',
    display: 'block',
    height: '720px',
    width: '100%',
  });

  /** Where the shop does not stop it, the browser goes where the order says. */
  function end({ status, redirect }) {
    const told = new CustomEvent('aureus:ended', {
      bubbles: true,
      cancelable: true,
      detail: { status, redirect },
    });
    if (document.dispatchEvent(told) && /^https?:\/\//i.test(redirect ?? '')) {
      window.location.assign(redirect);
    }
  }

  window.addEventListener('message', (event) => {
    if (event.origin !== home || event.source !== frame.contentWindow) {
      return;
    }
    if (event.data?.type === 'aureus:size' && Number.isFinite(event.data.height)) {
      frame.style.height = Math.ceil(event.data.height) + 'px';
    } else if (event.data?.type === 'aureus:ended') {
      end(event.data);
    }
  });

  if (script.dataset.button === undefined) {
    frame.src = home + page;
    script.before(frame);
    return;
  }

  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = script.dataset.button;
  const dialog = document.createElement('dialog');
  Object.assign(dialog.style, { border: '0', padding: '0', width: 'min(100vw, 46rem)' });
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute('aria-label', script.dataset.close ?? 'Close');
  Object.assign(close.style, {
    background: 'none',
    border: '0',
    cursor: 'pointer',
    display: 'block',
    font: '1.5rem/1 sans-serif',
    height: '44px',
    margin: '0 0 0 auto',
    width: '44px',
  });
  close.addEventListener('click', () => dialog.close());
  dialog.append(close, frame);
  button.addEventListener('click', () => {
    if (!frame.src) {
      frame.src = home + page;
    }
    dialog.showModal();
  });
  script.before(button, dialog);
})();
