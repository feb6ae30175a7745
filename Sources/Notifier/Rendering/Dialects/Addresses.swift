/// How chats know addresses in text that is not marked up, and make links of them.
extension String {
    /// The text with each character as `write` puts it, which is told whether this one makes an address of what stands
    /// around it: the colon of `://`, the dot of `www.`, and the one before a top-level domain.
    func rewritten(_ write: (_ text: inout String, _ scalar: Unicode.Scalar, _ isOfAddress: Bool) -> Void) -> String {
        var result = ""
        result.reserveCapacity(utf8.count)
        var rest = unicodeScalars[...]
        var before = LastScalars()
        while let scalar = rest.popFirst() {
            let isOfAddress =
                switch scalar {
                case ":": rest.starts(with: "//".unicodeScalars)
                case ".": before.areWWW || before.areOfName && rest.beginsWithTopLevelDomain
                default: false
                }
            write(&result, scalar, isOfAddress)
            before.append(scalar)
        }
        return result
    }
}

/// What stands before a dot, as far as it matters.
private struct LastScalars {
    private var count = 0
    /// Whether the last one can end a domain's label.
    private(set) var areOfName = false

    /// Whether the last three are `www`, in whatever case.
    var areWWW: Bool { count >= 3 }

    mutating func append(_ scalar: Unicode.Scalar) {
        count = scalar == "w" || scalar == "W" ? count + 1 : 0
        areOfName = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

extension Substring.UnicodeScalarView {
    /// Whether a label stands here that only top-level domains have: two ASCII letters or more, or Punycode, and no digit
    /// (RFC 3696 2). What ends the names of documents is none, and stays.
    fileprivate var beginsWithTopLevelDomain: Bool {
        let label = prefix { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
            default: false
            }
        }
        let name = String(label).lowercased()
        let isWord = name.utf8.count > 1 && label.allSatisfy(\.properties.isAlphabetic)
        return name.hasPrefix("xn--") || isWord && !Self.documentExtensions.contains(name)
    }

    /// What names of documents end with; no top-level domain is called so.
    private static let documentExtensions: Set = [
        "txt", "doc", "docx", "wps", "ofd", "pdf", "rtf", "htm", "html", "xls", "xlsx", "xml", "json", "csv",
    ]
}
