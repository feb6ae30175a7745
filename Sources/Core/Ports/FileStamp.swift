/// A path as the kernel has it: bytes, which need not be UTF-8 (GBK names are common). `String` is for showing only.
public struct BytePath: Sendable, Hashable {
    /// The bytes, without a terminating NUL.
    public let bytes: [UInt8]

    /// A path from its bytes.
    public init(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// A path from text.
    public init(_ string: String) {
        bytes = Array(string.utf8)
    }

    /// The last component.
    public var name: [UInt8] {
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        return Array(bytes[(slash.map { $0 + 1 } ?? 0)...])
    }

    /// This path with one more component.
    public func appending(_ name: some Sequence<UInt8>) -> BytePath {
        BytePath(bytes: bytes + (bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]) + Array(name))
    }

    /// The path of the sidecar of a report at this path (CLI.md).
    public var sidecar: BytePath { BytePath(bytes: bytes + Self.sidecarSuffix) }

    /// What a sidecar's name has behind that of its report.
    public static let sidecarSuffix = Array(".meta.json".utf8)

    /// The path as text, bytes that are no UTF-8 replaced: for people, never for opening.
    public var display: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether the bytes are UTF-8, so that ``display`` says all.
    public var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }
}

/// What was seen where: enough to know without reading that a file has not changed.
public struct FileStamp: Sendable, Hashable {
    /// Where.
    public let path: BytePath
    /// Size in bytes.
    public let size: Int64
    /// Time of last modification, nanoseconds since the epoch. Compared for equality only: clocks jump.
    public let modifiedNanoseconds: Int64

    /// A stamp.
    public init(path: BytePath, size: Int64, modifiedNanoseconds: Int64) {
        self.path = path
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
    }
}
