/// A whole page around a body that is already HTML: one file, no scripts, nothing loaded from
/// elsewhere, light and dark.
///
/// - Parameter title: Plain text; it is escaped here.
public func htmlPage(title: String, body: String) -> String {
  """
  <!DOCTYPE html>
  <html lang="en">
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta http-equiv="Content-Security-Policy" \
  content="default-src 'none'; style-src 'unsafe-inline'">
  <title>\(htmlEscaped(title)) · Triage</title>
  <style>
  \(styleSheet)
  </style>
  </head>
  <body>
  <main>
  \(body)
  </main>
  </body>
  </html>

  """
}

/// Untrusted text for the content or a quoted attribute of an element, on one line; what would
/// deceive a reader (control characters, bidirectional overrides) is written out.
public func htmlEscaped(_ text: String) -> String {
  var escaped = ""
  for scalar in visibleLine(text, keepsTabs: true).unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}

/// Classes for pages of lists: `table.issues`, and `label` with `bad`, `caution`, `good`,
/// `neutral`.
private let styleSheet = """
  :root {
    --page: #fbfaf8; --card: #ffffff; --ink: #1d1f24; --soft: #5d6370; --line: #e3e0da;
    --accent: #3a5bb8; --code: #f3f1ec; --good: #1a6b3c; --good-back: #e3f4e8;
    --bad: #a3261d; --bad-back: #fce9e6; --caution: #7a5200; --caution-back: #fdf1d4;
    --neutral: #3f4a63; --neutral-back: #e9edf6;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --page: #15171b; --card: #1c1f25; --ink: #e4e6ea; --soft: #9aa1ae; --line: #2e323a;
      --accent: #8fb0ff; --code: #23272e; --good: #86d9a1; --good-back: #173022;
      --bad: #ff9d92; --bad-back: #3a1d1b; --caution: #f1c76a; --caution-back: #372b12;
      --neutral: #b7c4e4; --neutral-back: #252d40;
    }
  }
  * { box-sizing: border-box; }
  html { -webkit-text-size-adjust: 100%; }
  body {
    margin: 0; background: var(--page); color: var(--ink);
    font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
    overflow-wrap: anywhere;
  }
  main { max-width: 58rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
  h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 .4rem; letter-spacing: -.01em; }
  h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
  h3 { font-size: .95rem; margin: 1.4rem 0 .4rem; color: var(--soft); }
  h1 code { font-size: .88em; }
  p, ul, ol, dl, pre, details { margin: 0 0 .9rem; }
  summary .label { vertical-align: text-bottom; }
  .summary { font-size: 1.05rem; }
  a { color: var(--accent); text-decoration: none; }
  a:hover, a:focus { text-decoration: underline; }
  nav { margin: 0 0 1.5rem; }
  nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; padding: 0; }
  nav { font-size: .9rem; }
  section, .card {
    background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
    padding: 1.25rem 1.4rem .5rem; margin: 0 0 1.1rem;
  }
  code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
  code { font-size: .875em; background: var(--code); border-radius: .25rem; padding: .1em .3em; }
  pre {
    background: var(--code); border-radius: .45rem; padding: .8rem 0; overflow-x: auto;
    font-size: .82rem; line-height: 1.5; overflow-wrap: normal; tab-size: 4;
  }
  pre code { background: none; padding: 0 1rem; font-size: inherit; display: block;
    width: max-content; min-width: 100%; }
  pre.diff code, pre.excerpt code { padding: 0; }
  pre span { display: block; padding: 0 1rem; min-height: 1.5em; white-space: pre; }
  pre i { display: inline-block; width: 3.2em; padding-right: 1em; text-align: right;
    font-style: normal; color: var(--soft); user-select: none; }
  pre .marked { background: var(--bad-back); box-shadow: inset 3px 0 var(--bad); }
  pre .added { background: var(--good-back); color: var(--good); }
  pre .removed { background: var(--bad-back); color: var(--bad); }
  pre .hunk { color: var(--neutral); background: var(--neutral-back); }
  pre .header { color: var(--soft); }
  ul, ol { padding-left: 1.5rem; }
  li { margin: 0 0 .35rem; }
  li::marker { color: var(--soft); }
  li > pre { margin: .4rem 0 .7rem; }
  li > ul { margin: .3rem 0 .6rem; }
  ul.for, ul.against { list-style: none; padding-left: 0; }
  ul.for > li, ul.against > li { padding-left: 1.5rem; position: relative; }
  ul.for > li::before, ul.against > li::before {
    position: absolute; left: .2rem; font-weight: 700;
  }
  ul.for > li::before { content: "+"; color: var(--good); }
  ul.against > li::before { content: "−"; color: var(--bad); }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; }
  dt { color: var(--soft); }
  dd { margin: 0; }
  .label {
    display: inline-block; font-size: .78rem; font-weight: 600; line-height: 1.5;
    border-radius: 1rem; padding: 0 .6rem; margin-right: .15rem;
  }
  .bad { color: var(--bad); background: var(--bad-back); }
  .caution { color: var(--caution); background: var(--caution-back); }
  .good { color: var(--good); background: var(--good-back); }
  .neutral { color: var(--neutral); background: var(--neutral-back); }
  summary { cursor: pointer; }
  details > pre, details > p { margin-top: .6rem; }
  table.issues { width: 100%; border-collapse: collapse; }
  table.issues th { text-align: left; color: var(--soft); font-weight: 500; font-size: .85rem; }
  table.issues th, table.issues td {
    padding: .6rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top;
  }
  table.issues tr:last-child td { border-bottom: 0; }
  table.issues .number { text-align: right; font-variant-numeric: tabular-nums; }
  @media (max-width: 40rem) {
    main { padding: 1.25rem .75rem 3rem; }
    section, .card { padding: 1rem .9rem .3rem; border-radius: .45rem; }
    dl { grid-template-columns: 1fr; gap: 0; }
    dd { margin: 0 0 .5rem; }
    ul, ol { padding-left: 1.25rem; }
    h1 { font-size: 1.35rem; }
    table.issues thead { display: none; }
    table.issues tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
    table.issues td { display: block; padding: .1rem 0; border: 0; }
    table.issues .number { text-align: left; }
  }
  @media print { nav { display: none; } section { break-inside: avoid; } }
  """
