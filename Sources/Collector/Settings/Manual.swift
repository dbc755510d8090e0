import EventSchema

/// What the settings are, for the terminal and for `docs/configuration.md`.
enum Manual {
  static var help: String {
    """
    Usage: triage-collector [--config FILE] [--port-file FILE] [SETTING…]

    Takes events from Sentry SDKs, diagnoses database constraint failures and writes a report for
    each issue. Settings come from the file (config.json if there is one), the environment
    (TRIAGE_LISTEN_PORT=9091) and flags (--listen-port 9091); the later wins.

      triage-collector --config config.example.json
          listens on http://127.0.0.1:9090 and keeps its store in ./triage.sqlite

    Options
      --config FILE          the file with the settings; or TRIAGE_CONFIG
      --port-file FILE       writes the port there once it listens, for scripts
      --print-manual         writes docs/configuration.md
      --help                 this

    Settings
    \(Setting.all.map(entry).joined(separator: "\n"))

    Ends on SIGTERM and SIGINT with 0, after answering what was accepted. Exits with 2 when it
    cannot start; the reason is on standard error. The log is there, too: one JSON object a line.

    """
  }

  private static func entry(_ setting: Setting) -> String {
    """
      \(setting.flag) VALUE
          \(plain(setting.summary))
          Default: \(setting.standard.serialised)
    """
  }

  /// `docs/configuration.md`.
  static var document: String {
    """
    # Configuration

    `triage-collector --config FILE` reads a JSON file; without the option it reads `config.json` of
    the current folder, if there is one. `config.example.json` has every key with its default. Keys
    that begin with `//` are comments.

    Each setting can also be given by an environment variable and by a flag. A flag wins over the
    environment, and that over the file. Lists are given as texts with commas between them, or as
    JSON; `projects` as JSON. Relative paths start in the current folder.

    A key that is unknown or a value that is not allowed stops the start with exit code 2 and one
    line that says where it stands, what was found and what is allowed.

    This page is generated: `triage-collector --print-manual`.

    | Key | Variable and flag | Default |
    |---|---|---|
    \(Setting.all.map(row).joined(separator: "\n"))

    \(Setting.all.map(section).joined(separator: "\n\n"))

    """
  }

  private static func row(_ setting: Setting) -> String {
    "| [`\(setting.path)`](#\(anchor(setting))) | `\(setting.variable)` `\(setting.flag)` "
      + "| `\(setting.standard.serialised)` |"
  }

  private static func section(_ setting: Setting) -> String {
    """
    ## \(setting.path)

    \(setting.summary)

    Allowed: \(setting.allowed).
    """
  }

  private static func anchor(_ setting: Setting) -> String {
    setting.path.lowercased().filter { $0 != "." }
  }

  private static func plain(_ text: String) -> String {
    text.filter { $0 != "`" }
  }
}
