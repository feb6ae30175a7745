import Core

/// Everything that is wrong with a configuration, at once; the program ends with status 78.
struct ConfigurationError: Error, CustomStringConvertible {
    /// `EX_CONFIG` of sysexits.h. The systemd unit does not restart after it: trying again mends no configuration.
    static let exitStatus: Int32 = 78

    /// In the order of the file; what stands in other files comes last.
    private(set) var problems: [ConfigurationProblem]

    init(problems: [ConfigurationProblem]) {
        self.problems = problems
    }

    /// Adds what is wrong besides; of one value the first problem is enough.
    mutating func add(_ other: ConfigurationError) {
        let known = Set(problems.map(\.path))
        for problem in other.problems where !known.contains(problem.path) {
            let next = problems.firstIndex { $0.file != problem.file || $0.stands(after: problem) }
            problems.insert(problem, at: next ?? problems.endIndex)
        }
    }

    /// One line each, as compilers write them.
    var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong, and what would be right. Holds no secret.
struct ConfigurationProblem: Hashable, CustomStringConvertible {
    /// The configuration's file as it was named.
    let file: String
    /// Where in the file; nil when there is no text to point at.
    let position: TextPosition?
    /// Which value; the root when it is about the file.
    let path: JSONPath
    /// What is wrong and what would be right.
    let message: String

    /// Whether it is about a later place of the file.
    fileprivate func stands(after other: ConfigurationProblem) -> Bool {
        guard let position, let former = other.position else { return false }
        return former < position
    }

    /// `file:line:column: path: message`.
    var description: String {
        let place = position.map { "\(file):\($0)" } ?? file
        return path == .root ? "\(place): \(message)" : "\(place): \(path): \(message)"
    }
}

/// Where the values of a configuration stand in its file. Holds places, never values.
struct SourceMap {
    let file: String
    private var positions: [JSONPath: TextPosition] = [:]

    /// The map of a configuration that came from no file, or whose file could not be read.
    init(file: String) {
        self.file = file
    }

    /// The map of a file's values.
    init(file: String, root: JSONNode) {
        self.file = file
        positions[.root] = root.position
        add(root, at: .root)
    }

    /// The problem with the value at `path`; with its nearest holder where there is no such value.
    func problem(at path: JSONPath, _ message: String) -> ConfigurationProblem {
        ConfigurationProblem(file: file, position: position(of: path), path: path, message: message)
    }

    /// An error with these problems, sorted by place.
    func error(_ problems: [(path: JSONPath, message: String)]) -> ConfigurationError {
        let located = problems.map { problem(at: $0.path, $0.message) }
        let sorted = located.enumerated().sorted { left, right in
            guard left.element.position != right.element.position else { return left.offset < right.offset }
            guard let first = left.element.position, let second = right.element.position else {
                return left.element.position == nil
            }
            return first < second
        }
        return ConfigurationError(problems: sorted.map(\.element))
    }

    private func position(of path: JSONPath) -> TextPosition? {
        positions[path] ?? (path == .root ? nil : position(of: path.parent))
    }

    private mutating func add(_ node: JSONNode, at path: JSONPath) {
        switch node.value {
        case .object(let members):
            for member in members {
                // Of a name given twice the second is in error.
                positions[path[member.name]] = member.position
                add(member.node, at: path[member.name])
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                positions[path[index]] = element.position
                add(element, at: path[index])
            }
        case .string, .number, .boolean, .null: break
        }
    }
}
