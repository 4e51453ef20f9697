// How the tab's pages look: Teams' three themes as colours behind names, and the system's own colours where somebody has chosen those.

export const pageStyle = `:root, [data-theme='default'] {
  --ground: #f5f5f5; --paper: #ffffff; --ink: #242424; --quiet: #565656; --line: #c7c7c7; --edge: #6e6e6e;
  --link: #0b5c6b; --on-link: #ffffff; --now: #a4262c; --soon: #7a4f01; --focus: #0b5c6b; color-scheme: light;
}
[data-theme='dark'] {
  --ground: #1f1f1f; --paper: #292929; --ink: #ffffff; --quiet: #d1d1d1; --line: #4d4d4d; --edge: #a6a6a6;
  --link: #7fd0de; --on-link: #10262b; --now: #ff9da4; --soon: #ffce78; --focus: #ffffff; color-scheme: dark;
}
[data-theme='contrast'] {
  --ground: #000000; --paper: #000000; --ink: #ffffff; --quiet: #ffffff; --line: #ffffff; --edge: #ffffff;
  --link: #ffff00; --on-link: #000000; --now: #ffff00; --soon: #ffff00; --focus: #1aebff; color-scheme: dark;
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); font: 100%/1.5 'Segoe UI', system-ui, sans-serif; }
body { margin: 0; }
[hidden] { display: none !important; }
/* Read aloud, not seen. */
.unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem; margin-bottom: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.5rem; }
h3 { font-size: 1rem; margin: 1rem 0 0.25rem; }
p { margin: 0 0 0.5rem; }
#as-of { flex: 1 1 auto; margin: 0; color: var(--quiet); }
.sections { display: flex; flex-direction: column; gap: 1rem; }
section, .trouble, .words { background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem; }
.trouble { border: 2px solid var(--now); margin-bottom: 1rem; }
.trouble dl { margin: 0.5rem 0 0; }
.trouble dd { overflow-wrap: anywhere; }
button {
  min-height: 2.25rem; padding: 0.25rem 1rem; border: 1px solid var(--link); border-radius: 0.25rem;
  background: var(--link); color: var(--on-link); font: inherit; font-weight: 600; cursor: pointer;
}
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.scrolls { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.375rem 0.5rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child { text-align: left; }
thead th { border-bottom: 2px solid var(--edge); font-weight: 600; color: var(--quiet); }
td { font-variant-numeric: tabular-nums; }
.now { color: var(--now); font-weight: 700; }
.soon { color: var(--soon); font-weight: 700; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 1rem 0 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 1.25rem; }
ul.lines { list-style: none; padding: 0; }
ul.lines li { padding: 0.5rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
ul.lines .first { display: block; font-weight: 600; }
ul.lines .second, .explained { color: var(--quiet); }
.explained { margin: 1rem 0 0; font-size: 0.875rem; }
@media (max-width: 30rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  /* All six columns, so that nobody has to know that the late ones are to the right. */
  th, td { padding: 0.375rem 0.125rem; font-size: 0.8125rem; white-space: normal; }
  main, section { padding: 0.5rem; }
}
@media (forced-colors: active) {
  :root, [data-theme] {
    --ground: Canvas; --paper: Canvas; --ink: CanvasText; --quiet: CanvasText; --line: CanvasText; --edge: CanvasText;
    --link: ButtonFace; --on-link: ButtonText; --now: CanvasText; --soon: CanvasText; --focus: Highlight; color-scheme: light dark;
  }
  .now, .soon { text-decoration: underline; }
  button { border-color: ButtonText; }
}
`;
