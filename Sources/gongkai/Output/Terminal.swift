import Glibc

/// Standard output: colours only where a person looks (no-color.org).
struct Terminal {
    /// Whether colours are wanted and understood.
    let hasColour: Bool

    /// - Parameters:
    ///   - environment: for `NO_COLOR` and `TERM`.
    ///   - isTerminal: whether standard output is a terminal.
    init(environment: [String: String], isTerminal: Bool = isatty(STDOUT_FILENO) == 1) {
        hasColour = isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// What text may look like.
    enum Style: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case dim = "2"
        case bold = "1"
    }

    /// The text in a style, or as it is.
    func styled(_ text: String, _ style: Style) -> String {
        hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// Standard output in large pieces.
struct StandardOutput {
    private var buffer: [UInt8] = []

    /// Adds one line.
    mutating func line(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        buffer.append(0x0A)
        if buffer.count > 1 << 16 { flush() }
    }

    /// Writes what is there.
    mutating func flush() {
        write(all: buffer, to: STDOUT_FILENO)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Standard error.
enum StandardError {
    /// Whether a person looks.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes text as it is.
    static func write(_ text: String) {
        gongkai.write(all: Array(text.utf8), to: STDERR_FILENO)
    }
}

/// Writes everything, or as much as the other side takes: a closed pipe is not worth a message.
func write(all bytes: [UInt8], to descriptor: CInt) {
    var start = 0
    while start < bytes.count {
        let written = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
        }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return }
        start += written
    }
}

/// What a terminal must not be made to do: control characters from file names and documents are shown, not obeyed, and
/// so are the invisible ones that reorder what is shown.
func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isObeyed) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
        result += scalar.isObeyed ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return result
}

extension Unicode.Scalar {
    fileprivate var isObeyed: Bool {
        // Nearly all text, known without a look into Unicode's tables.
        if (0x20...0x7E).contains(value) || (0x4E00...0x9FFF).contains(value) { return false }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
