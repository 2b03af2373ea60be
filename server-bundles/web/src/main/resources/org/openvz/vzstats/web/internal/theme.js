// Before anything is drawn: the theme that was chosen in this tab.
'use strict';
try {
  const chosen = sessionStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
} catch (e) {
  // No storage: the system's choice counts.
}
document.documentElement.classList.add('scripted');
