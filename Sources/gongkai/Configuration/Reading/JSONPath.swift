import Core

/// The way from a configuration's root to one of its values: `routes[0].channels[1]`, `rules.severity["cell.*"]`.
struct JSONPath: Hashable, CustomStringConvertible {
    enum Component: Hashable {
        case key(String)
        case index(Int)
    }

    private(set) var components: [Component]

    static let root = JSONPath(components: [])

    private init(components: [Component]) {
        self.components = components
    }

    /// The path along these keys.
    init(_ keys: String...) {
        components = keys.map(Component.key)
    }

    subscript(_ key: String) -> JSONPath { JSONPath(components: components + [.key(key)]) }

    subscript(_ index: Int) -> JSONPath { JSONPath(components: components + [.index(index)]) }

    /// The path of what holds this value; the root's is the root.
    var parent: JSONPath { JSONPath(components: components.dropLast()) }

    /// Whether this is the value at `other` or a part of it.
    func lies(within other: JSONPath) -> Bool {
        components.starts(with: other.components)
    }

    var description: String {
        components.reduce(into: "") { text, component in
            switch component {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where Self.isPlain(key): text += text.isEmpty ? key : ".\(key)"
            case .key(let key):
                var json = JSONWriter()
                json.string(key)
                text += "[\(json.text)]"
            }
        }
    }

    private static func isPlain(_ key: String) -> Bool {
        let special = Set(".[]\"*?\\ ".unicodeScalars)
        return !key.isEmpty && key.unicodeScalars.allSatisfy { $0.value > 0x20 && !special.contains($0) }
    }
}
