extension String {
    /// The text on one line, at most so many characters: text out of documents and services, made fit for a message.
    ///
    /// White space runs become one space; control characters, and the invisible ones that reorder what is shown, go.
    func singleLine(limit: Int) -> String {
        var result = ""
        var length = 0
        var pendingSpace = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace || scalar.value == 0x0B {
                pendingSpace = !result.isEmpty
            } else if !scalar.isInvisible {
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
    /// Controls, formatting such as bidirectional overrides and zero-width characters, and what is no text at all.
    fileprivate var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
