/// A pattern over a whole name: `*` stands for any characters, also none, `?` for exactly one, all else for itself.
///
/// It works on bytes, because file names need not be UTF-8; `?` takes one UTF-8 character, or one byte that is none.
public struct Glob: Hashable, Sendable, CustomStringConvertible {
    /// The pattern as it was written.
    public let pattern: String
    private let bytes: [UInt8]

    /// A pattern as it was written; every text is one.
    public init(_ pattern: String) {
        self.pattern = pattern
        bytes = Array(pattern.utf8)
    }

    /// The pattern.
    public var description: String { pattern }

    /// How many bytes stand for themselves, one more when all do: says which of two patterns is the more exact.
    public var exactness: Int {
        let wildcards = bytes.count { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
        return bytes.count - wildcards + (wildcards == 0 ? 1 : 0)
    }

    /// Whether the whole of `text` matches.
    public func matches(_ text: String) -> Bool {
        matches(bytes: Array(text.utf8))
    }

    /// Whether the whole of a name matches. Takes time in the order of pattern × name at worst, whatever they are.
    public func matches(bytes name: [UInt8]) -> Bool {
        let pattern = bytes
        var (here, there) = (0, 0)
        // Where to go on when a match fails: the latest star may swallow one character more. Earlier stars need no second
        // try, since what they swallowed ends at the earliest possible place.
        var retry: (pattern: Int, name: Int)?
        while there < name.count {
            if here < pattern.count, pattern[here] == UInt8(ascii: "*") {
                retry = (here, there)
                here += 1
            } else if here < pattern.count, pattern[here] == UInt8(ascii: "?") {
                here += 1
                there += Self.characterLength(in: name, at: there)
            } else if here < pattern.count, pattern[here] == name[there] {
                here += 1
                there += 1
            } else if let (star, start) = retry {
                let next = start + Self.characterLength(in: name, at: start)
                retry = (star, next)
                (here, there) = (star + 1, next)
            } else {
                return false
            }
        }
        return pattern[here...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// How many bytes the character at an index has: its lead byte tells, if its continuation bytes are there.
    private static func characterLength(in name: [UInt8], at index: Int) -> Int {
        let length =
            switch name[index] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        let continuation = name[(index + 1)...].prefix(length - 1)
        return continuation.count == length - 1 && continuation.allSatisfy { $0 & 0xC0 == 0x80 } ? length : 1
    }
}
