import Core

/// What the validity of a configuration depends on outside of its text.
struct ConfigurationChecks: Sendable {
    /// Every rule that may be named.
    var rules: [RuleID]
    /// Whether the system knows a time zone of that name.
    var timeZoneExists: @Sendable (String) -> Bool
}

/// Collects everything that is wrong while a configuration is read, so that one run names all of it.
final class ReadingContext {
    /// What a value says that only the whole configuration can prove right.
    enum Claim {
        /// There is a channel of this name.
        case channel(String)
        /// Some rule has an id that matches.
        case rule(Glob)
        /// A rule of the user's own has this id.
        case customRule(RuleID)
        /// This directory is watched.
        case watched(BytePath)
    }

    let checks: ConfigurationChecks
    private(set) var problems: [(path: JSONPath, message: String)] = []
    private(set) var claims: [(path: JSONPath, claim: Claim)] = []

    init(checks: ConfigurationChecks) {
        self.checks = checks
    }

    /// Notes that the value at `path` is wrong; the message says what would be right and holds no secret.
    func report(_ path: JSONPath, _ message: String) {
        problems.append((path, message))
    }

    /// Whether something is wrong with the value at `path` already, so that no second complaint follows from it.
    func hasProblem(at path: JSONPath) -> Bool {
        problems.contains { $0.path == path }
    }

    /// Keeps what the value at `path` says for ``CrossChecks``.
    func claim(_ path: JSONPath, _ claim: Claim) {
        claims.append((path, claim))
    }
}

/// One value on its way from JSON into the configuration.
struct JSONCursor {
    let node: JSONNode
    let path: JSONPath
    let context: ReadingContext
    /// Whether `null` would have been right as well.
    var mayBeNull = false

    /// Notes that this value is wrong.
    func report(_ message: String) {
        context.report(path, message)
    }

    /// Notes that this value is something else than expected.
    func mismatch(_ expectation: String) {
        report("expected \(expectation)\(mayBeNull ? " or null" : ""), found \(found)")
    }

    /// The value for showing. Below `channels` and `network.proxy` only its kind: whatever stands there, in whatever
    /// wrong place, may be a secret.
    private var found: String {
        let holdsSecrets = path.lies(within: JSONPath("channels")) || path.lies(within: JSONPath("network", "proxy"))
        switch node.value {
        case .string(let text) where !holdsSecrets && text.count <= 60:
            var json = JSONWriter()
            json.string(text)
            return json.text
        case .number(let text) where !holdsSecrets && text.utf8.count <= 30: return text
        case .boolean(let flag): return flag ? "true" : "false"
        case .object, .array, .string, .number, .null: return node.kind
        }
    }
}

/// Reads the members of one JSON object into the properties of one block of the configuration. A key that was never
/// asked for is unknown.
struct ObjectReader {
    let path: JSONPath
    let context: ReadingContext
    private var members: [String: JSONNode] = [:]
    private var names: [String] = []
    private var known: [String] = []

    init(members: [JSONMember], path: JSONPath, context: ReadingContext) {
        self.path = path
        self.context = context
        for member in members {
            if self.members.updateValue(member.node, forKey: member.name) == nil {
                names.append(member.name)
            } else {
                context.report(path[member.name], "this key stands here twice; keep one")
            }
        }
    }

    /// Whether the object has this key.
    func has(_ key: String) -> Bool { members[key] != nil }

    /// Reads the value of a key; without it, `value` keeps its default.
    mutating func read<Value>(_ key: String, into value: inout Value, _ format: Format<Value>) {
        known.append(key)
        guard let node = members[key] else { return }
        let cursor = JSONCursor(node: node, path: path[key], context: context)
        if let converted = format.convert(cursor) { value = converted }
    }

    /// Reads the value of a key that has no default.
    mutating func require<Value>(_ key: String, into value: inout Value, _ format: Format<Value>) {
        read(key, into: &value, format)
        if !has(key) { context.report(path[key], "missing, and without a default; expected \(format.expectation)") }
    }

    /// Reads the value of a key that has no default and is never null, into a property that is nil until then.
    mutating func requireSome<Value>(_ key: String, into value: inout Value?, _ format: Format<Value>) {
        require(key, into: &value, format.map(Optional.some))
    }

    /// Names every key that was not asked for, with the key that was probably meant. `reason` may know better.
    func reportUnknownKeys(because reason: (String) -> String? = { _ in nil }) {
        for name in names where !known.contains(name) {
            context.report(path[name], reason(name) ?? unknownKey(name))
        }
    }

    private func unknownKey(_ name: String) -> String {
        if let meant = NearestName.to(name, among: known) { return "unknown key; did you mean \"\(meant)\"?" }
        return "unknown key; known here: \(known.joined(separator: ", "))"
    }
}
