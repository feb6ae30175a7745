internal import Core

extension JSONWriter {
    /// Writes a member whose value is true or false.
    mutating func member(_ name: String, flag: Bool) {
        member(name) { $0.raw(flag ? "true" : "false") }
    }

    /// Writes a member whose value is an array of strings.
    mutating func member(_ name: String, strings: [String]) {
        memberArray(name) { json in
            for string in strings { json.string(string) }
        }
    }

    /// Writes a member whose value is an object.
    mutating func memberObject(_ name: String, _ body: (inout JSONWriter) -> Void) {
        member(name) { $0.object(body) }
    }

    /// Writes a member whose value is an array.
    mutating func memberArray(_ name: String, _ body: (inout JSONWriter) -> Void) {
        member(name) { $0.array(body) }
    }
}
