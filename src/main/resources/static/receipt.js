// The payer's own time beside the world's, and a button that prints. The page says all without it.

const paid = document.getElementById('paid-at');
const local = document.getElementById('local');
const when = new Date(paid.dateTime);
if (!Number.isNaN(when.getTime())) {
  local.lastElementChild.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'long',
  }).format(when);
  local.hidden = false;
}

const print = document.getElementById('print');
print.hidden = false;
print.addEventListener('click', () => window.print());
