import Core

/// The names of an archive's entries.
enum EntryName {
    /// A name for people: without control characters, and cut where it is very long.
    static func shown(_ name: [UInt8]) -> String {
        let text = String(decoding: utf8(name), as: UTF8.self).unicodeScalars
            .filter { $0.value >= 0x20 && $0.value != 0x7F }
        return String(String.UnicodeScalarView(text.prefix(longest)))
    }

    private static let longest = 120

    /// A name in UTF-8: Chinese Windows writes names in its own code page and does not say so.
    static func utf8(_ name: [UInt8]) -> [UInt8] {
        if (try? UTF8Span(validating: name.span)) != nil { return name }
        return Iconv.utf8(from: name, .gb18030)?.text ?? name
    }

    /// The name without its folders.
    static func last(_ name: [UInt8]) -> [UInt8] {
        Array(name[((name.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") } ?? -1) + 1)...])
    }

    /// The name without what stands behind its last dot.
    static func stem(_ name: [UInt8]) -> [UInt8] {
        guard let dot = last(name).lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return name }
        return name.dropLast(last(name).count - dot)
    }

    /// Whether an entry is a folder, or a file that systems leave beside documents.
    static func isIncidental(_ name: [UInt8]) -> Bool {
        let file = last(name)
        return file.isEmpty || name.starts(with: "__MACOSX/".utf8) || file.starts(with: ".".utf8)
            || file.starts(with: "~$".utf8) || file.elementsEqual("Thumbs.db".utf8)
            || file.elementsEqual("desktop.ini".utf8)
    }
}
