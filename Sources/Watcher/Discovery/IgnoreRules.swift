internal import Core

/// Which names are left alone: temporary names by glob.
struct IgnoreRules: Sendable {
    private var patterns: [Pattern]

    /// Rules from globs over names.
    init(globs: [String]) {
        patterns = globs.map { Pattern($0) }
    }

    /// Whether a name is to be left alone.
    func matches(_ name: [UInt8]) -> Bool {
        patterns.contains { $0.matches(name) }
    }

    /// Nearly all globs are a fixed beginning or end, which need no search.
    private enum Pattern {
        case prefix([UInt8])
        case suffix([UInt8])
        case glob(Glob)

        init(_ pattern: String) {
            let glob = Array(pattern.utf8)
            let wild = glob.filter { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
            let star = UInt8(ascii: "*")
            self =
                switch (wild, glob.first == star, glob.last == star) {
                case ([star], true, _): .suffix(Array(glob.dropFirst()))
                case ([star], _, true): .prefix(Array(glob.dropLast()))
                default: .glob(Glob(pattern))
                }
        }

        func matches(_ name: [UInt8]) -> Bool {
            switch self {
            case .prefix(let text): name.starts(with: text)
            case .suffix(let text): name.count >= text.count && name[(name.count - text.count)...].elementsEqual(text)
            case .glob(let glob): glob.matches(bytes: name)
            }
        }
    }
}
