/** Moves the focus between the rows of a table by the arrow keys, staying in the same column of controls. */
export function rowKeys(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step || event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
  const control = event.target.closest<HTMLElement>('[data-row-control]');
  const row = control?.closest('tr');
  if (!control || !row) return;
  const rows = [...(row.parentElement?.querySelectorAll(':scope > tr') ?? [])];
  const next = rows[rows.indexOf(row) + step]?.querySelector<HTMLElement>(`[data-row-control="${control.dataset.rowControl}"]`);
  if (!next) return;
  event.preventDefault();
  next.focus();
}
