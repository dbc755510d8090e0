import EventSchema
import SourceCode

/// Names that mean one thing in nearly all Python code.
enum PythonVocabulary {
  /// Methods that give the value back in another form.
  static func keepsValue(_ name: String) -> Bool { keepingMethods.contains(name) }

  private static let keepingMethods: Set<String> = [
    "lower", "upper", "casefold", "strip", "lstrip", "rstrip", "title", "capitalize", "replace",
    "encode", "decode", "split", "splitlines", "format", "join", "get", "pop", "items", "values",
    "keys", "dict", "model_dump", "copy", "isoformat", "date", "getlist", "get_json", "json",
    "read", "readlines", "data", "first", "cleaned_data", "setdefault", "removeprefix",
    "removesuffix", "zfill", "normalize",
  ]

  /// Functions that give their argument back in another form.
  static func converts(_ name: String) -> Bool { conversions.contains(name) }

  private static let conversions: Set<String> = [
    "str", "int", "float", "bool", "Decimal", "list", "dict", "tuple", "set", "sorted", "bytes",
    "UUID", "loads", "parse", "parse_date", "parse_datetime", "fromisoformat", "strptime", "escape",
    "strip_tags", "normalize", "normalize_email", "enumerate", "zip", "reversed", "iter", "next",
    "cast", "date", "Lower", "Trim", "StringIO", "TextIOWrapper",
  ]

  /// Whether a chain of names makes a value up.
  static func generates(_ names: [String], isImported: Bool) -> Bool {
    guard let last = names.last else { return false }
    if names.contains(where: generators.contains) { return true }
    if names.first == "random" || names.first == "secrets" || names.first == "fake" {
      return names.count > 1
    }
    if last == "slugify" { return true }
    // The time as part of a key.
    return isImported
      && (names.suffix(2) == ["time", "time"] || last == "time_ns" || last == "strftime"
        || last == "timestamp")
      && (names.contains("now") || names.contains("utcnow") || names.first == "time"
        || names.contains("today"))
  }

  private static let generators: Set<String> = [
    "uuid4", "uuid1", "uuid7", "uuid6", "token_hex", "token_urlsafe", "token_bytes",
    "get_random_string", "randint", "randrange", "getrandbits", "choices", "urandom", "hexdigest",
    "nanoid", "shortuuid", "ShortUUID", "ulid", "ULID", "hashids", "Faker", "random_string",
    "get_random_secret_key", "randbelow", "make_random_password", "generate_token",
  ]

  /// Whether a chain of names answers from outside of the application: another service, a file, a
  /// message.
  static func isOutside(_ names: [String]) -> Bool {
    if let first = names.first, remoteModules.contains(first), names.count > 1 { return true }
    return names.contains { outsideNames.contains($0) }
  }

  private static let remoteModules: Set<String> = [
    "requests", "httpx", "aiohttp", "urllib", "urllib3", "stripe", "boto3", "grpc", "redis",
    "smtplib", "ftplib", "paramiko", "csv", "openpyxl", "pika", "kafka", "sys", "subprocess",
    "twilio", "sendgrid", "s3", "sqs",
  ]
  private static let outsideNames: Set<String> = [
    "urlopen", "DictReader", "read_csv", "read_excel", "input", "receive_message", "blpop", "brpop",
    "basic_get", "load_workbook",
  ]

  /// Functions that take a text or a file apart.
  static func parses(_ name: String) -> Bool {
    ["DictReader", "reader", "load", "read_csv", "read_excel", "load_workbook", "StringIO"]
      .contains(name)
  }

  /// Whether a call takes long: a remote call, an upload, a wait.
  static func isSlow(_ call: PythonCall) -> Bool {
    let names = call.callee.chain.map(\.name)
    guard let last = names.last else { return false }
    if [
      "sleep", "urlopen", "upload_file", "upload_fileobj", "put_object", "download_file",
      "send_mail", "sendmail", "check_call", "check_output", "upload_blob", "send_message",
      "upload_from_file", "EmailMessage",
    ].contains(last) {
      return true
    }
    guard names.count > 1, let first = names.first else { return false }
    let verbs: Set<String> = [
      "get", "post", "put", "patch", "delete", "request", "send", "create", "retrieve", "run",
      "save", "upload", "fetch", "capture", "charge", "confirm", "list",
    ]
    guard verbs.contains(last) || last.hasPrefix("create_") else { return false }
    if [
      "requests", "httpx", "stripe", "boto3", "subprocess", "s3", "sqs", "sns", "twilio",
      "braintree", "paypal", "default_storage",
    ].contains(first) {
      return true
    }
    return names.dropLast().contains { name in
      let name = name.lowercased()
      return name.hasSuffix("http_client") || name.hasSuffix("gateway")
        || name.hasSuffix("api_client")
        || name == "http" || name == "aiohttp" || name.hasSuffix("requests_session")
    }
  }

  /// Whether a call folds a text's case or takes blanks off.
  static func folds(_ name: String) -> Bool {
    [
      "lower", "upper", "casefold", "strip", "Lower", "Upper", "Trim", "normalize",
      "normalize_email",
      "title", "capitalize", "lstrip", "rstrip",
    ].contains(name)
  }
}

extension PythonExpression {
  /// `request.POST["email"]`, `form.cleaned_data["email"]`, `self.kwargs["pk"]`, `form.email.data`.
  var isOfRequest: Bool {
    let names = chain.map(\.name)
    guard names.count > 1 else { return false }
    let ofRequest: Set<String> = [
      "POST", "GET", "data", "json", "form", "args", "values", "query_params", "FILES", "files",
      "headers", "COOKIES", "cookies", "get_json", "body", "META", "match_info", "path_params",
      "query", "view_args", "get_data", "body_arguments", "params", "json_body", "post", "DATA",
      "get_argument", "get_body_argument",
    ]
    if let request = names.firstIndex(where: { $0 == "request" || $0 == "req" }) {
      return names[(request + 1)...].contains(where: ofRequest.contains)
    }
    if names.contains("cleaned_data") || names.contains("validated_data") { return true }
    if names.first == "self", names[1] == "kwargs" { return true }
    return names.last == "data" && names.first?.hasSuffix("form") == true
  }

  /// Whether it is a number made of rows: `Max("number")`, `.count()`, `SELECT max(…)`,
  /// `len(rows)`.
  var countsRows: Bool {
    var found = false
    visit { part in
      guard let call = part.asCall else {
        if case .string(let string) = part.kind { found = found || string.value.asksForMaximum }
        return !found
      }
      let names = call.callee.chain.map(\.name)
      switch names.last {
      case "Max", "Count", "acount": found = true
      case "max": found = found || names.dropLast().last == "func"
      case "count":
        // `text.count("a")` counts something else.
        let ofText = call.positional.first?.stringValue != nil
        found = found || names.dropLast().last == "func" || (names.count > 2 && !ofText)
      case "aggregate": found = true
      default: break
      }
      return !found
    }
    return found
  }
}

extension String {
  /// `SELECT max(number) FROM …`, `select count(*) …`
  fileprivate var asksForMaximum: Bool {
    let text = lowercased()
    guard text.mentions("select") else { return false }
    return text.mentions("max(") || text.mentions("count(")
  }
}
