import Core

/// Metrics as text, Prometheus's exposition format 0.0.4.
struct Exposition {
    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// All families so far.
    private(set) var text = ""

    /// Adds a family with its samples; one without any is left out. `help` is one line.
    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ write: (inout Family) -> Void) {
        var family = Family(name: name)
        write(&family)
        guard !family.lines.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + family.lines
    }

    /// A family of one sample.
    mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        family(name, kind, help) { $0.sample(value) }
    }

    /// The samples of one metric.
    struct Family {
        fileprivate let name: String
        fileprivate var lines = ""

        fileprivate init(name: String) {
            self.name = name
        }

        mutating func sample(_ value: Double, _ labels: [(String, String)] = []) {
            line(name, value, labels)
        }

        /// A histogram's buckets, sum and count, in seconds.
        mutating func histogram(_ histogram: Histogram, _ labels: [(String, String)] = []) {
            let snapshot = histogram.snapshot
            let ends = histogram.bounds.map { "\(Double($0) / 1e9)" } + ["+Inf"]
            for (end, count) in zip(ends, snapshot.cumulative) {
                line(name + "_bucket", Double(count), labels + [("le", end)])
            }
            line(name + "_sum", Double(snapshot.sum) / 1e9, labels)
            line(name + "_count", Double(snapshot.count), labels)
        }

        private mutating func line(_ name: String, _ value: Double, _ labels: [(String, String)]) {
            let pairs = labels.map { "\($0)=\"\(Family.escaped($1))\"" }.joined(separator: ",")
            lines += name + (pairs.isEmpty ? "" : "{\(pairs)}") + " \(Family.plain(value))\n"
        }

        private static func plain(_ value: Double) -> String {
            Int(exactly: value).map(String.init) ?? "\(value)"
        }

        private static func escaped(_ text: String) -> String {
            text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        }
    }
}
