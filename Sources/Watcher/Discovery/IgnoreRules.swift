/// Which names are no reports: temporary names by glob, and the sidecars `*.meta.json` that a scraper puts beside reports.
struct IgnoreRules: Sendable {
    private var patterns: [Pattern]

    /// Rules from globs over names, where `*` is any run of bytes and `?` any one byte.
    init(globs: [String]) {
        patterns = (globs + ["*.meta.json"]).map { Pattern(Array($0.utf8)) }
    }

    /// Whether a name is to be left alone.
    func matches(_ name: [UInt8]) -> Bool {
        patterns.contains { $0.matches(name) }
    }

    /// Nearly all globs are a fixed beginning or end, which need no search.
    private enum Pattern {
        case prefix([UInt8])
        case suffix([UInt8])
        case glob([UInt8])

        init(_ glob: [UInt8]) {
            let wild = glob.filter { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
            let star = UInt8(ascii: "*")
            self =
                switch (wild, glob.first == star, glob.last == star) {
                case ([star], true, _): .suffix(Array(glob.dropFirst()))
                case ([star], _, true): .prefix(Array(glob.dropLast()))
                default: .glob(glob)
                }
        }

        func matches(_ name: [UInt8]) -> Bool {
            switch self {
            case .prefix(let text): name.starts(with: text)
            case .suffix(let text): name.count >= text.count && name[(name.count - text.count)...].elementsEqual(text)
            case .glob(let glob): Self.search(glob, name)
            }
        }

        /// Linear for every practical glob: on a mismatch only the last `*` takes one byte more.
        private static func search(_ glob: [UInt8], _ name: [UInt8]) -> Bool {
            var (g, n) = (0, 0)
            var retry: (glob: Int, name: Int)?
            while n < name.count {
                if g < glob.count, glob[g] == UInt8(ascii: "*") {
                    retry = (g, n)
                    g += 1
                } else if g < glob.count, glob[g] == UInt8(ascii: "?") || glob[g] == name[n] {
                    (g, n) = (g + 1, n + 1)
                } else if let last = retry {
                    retry = (last.glob, last.name + 1)
                    (g, n) = (last.glob + 1, last.name + 1)
                } else {
                    return false
                }
            }
            return glob[g...].allSatisfy { $0 == UInt8(ascii: "*") }
        }
    }
}
