// Shops, plugins and old bookmarks point at "/#/…". What follows the hash never reaches the
// server, so the real address is worked out here.

/** The path that a hash route stands for, or null where it stands for none. */
export function pathOf(hash) {
  const route = hash.replace(/^#/, '');
  const cut = route.indexOf('?');
  const path = (cut < 0 ? route : route.slice(0, cut)).replace(/\/+$/, '');
  const query = cut < 0 ? '' : route.slice(cut);
  if (path === '/cashier/choose') {
    return '/checkout/choose' + query;
  }
  const order = /^\/cashier\/([0-9]{20})$/.exec(path);
  if (order) {
    return '/checkout/' + order[1] + query;
  }
  const pages = {
    '/login': '/dashboard/sign-in',
    '/home': '/dashboard',
    '/integration': '/dashboard/keys',
    '/integration/plugin': '/dashboard/keys',
    '/integration/callback': '/dashboard/callbacks',
  };
  return Object.hasOwn(pages, path) ? pages[path] + query : null;
}

function route() {
  const hash = window.location.hash;
  const path = pathOf(hash);
  if (path !== null) {
    window.location.replace(path);
  } else if (hash.replace(/^#\/?/, '') !== '') {
    const words = document.getElementById('words');
    words.textContent = words.dataset.unknown;
  }
}

window.addEventListener('hashchange', route);
route();
