// Copy buttons. Everything else of the dashboard is plain forms.

for (const button of document.querySelectorAll('.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = 'Copied';
    } catch {
      window
        .getSelection()
        .selectAllChildren(document.getElementById(button.id.replace('copy-', '')));
      button.textContent = 'Selected';
    }
  });
}
