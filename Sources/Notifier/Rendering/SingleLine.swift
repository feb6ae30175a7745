extension String {
    /// The text on one line, at most so many characters: text out of documents and services, made fit for a message.
    ///
    /// White space runs become one space; control characters, and the invisible ones that reorder what is shown, go.
    func singleLine(limit: Int) -> String {
        var result = ""
        var length = 0
        var pendingSpace = false
        for scalar in unicodeScalars {
            if !scalar.isPlain, scalar.properties.isWhitespace {
                pendingSpace = !result.isEmpty
            } else if scalar.isPlain || !scalar.isInvisible {
                guard length < limit else { return result + "…" }
                if pendingSpace { result.append(" ") }
                pendingSpace = false
                result.unicodeScalars.append(scalar)
                length += 1
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Printable ASCII and everyday Chinese: nearly all there is, known without a look into Unicode's tables.
    fileprivate var isPlain: Bool {
        (0x21...0x7E).contains(value) || (0x4E00...0x9FFF).contains(value) || (0x3001...0x301F).contains(value)
            || (0xFF01...0xFF5E).contains(value)
    }

    /// Controls, formatting such as bidirectional overrides and zero-width characters, and what is no text at all.
    fileprivate var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
