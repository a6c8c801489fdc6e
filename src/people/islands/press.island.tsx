/** Presses the one button of a page that has nothing to decide, for whoever has script. */
document.querySelector<HTMLFormElement>('[data-press] form')?.submit();
