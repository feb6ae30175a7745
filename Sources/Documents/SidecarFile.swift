public import Core

/// A sidecar's bytes as they were found beside a report.
public struct SidecarFile: Sendable {
    /// The largest sidecar that is read, bytes: a scraper's note has a few hundred.
    public static let byteLimit = 65_536

    /// The identity of its bytes; nil when they were not read.
    public let content: ContentID?
    /// What it says.
    public let sidecar: Sidecar
    /// Its text, for keeping what nobody asks for yet; nil when it is no JSON.
    public let text: String?

    /// A sidecar with these bytes.
    public init(_ bytes: [UInt8]) {
        content = ContentID(of: bytes)
        sidecar = Sidecar.read(bytes)
        text = sidecar.isJSON ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// A sidecar of so many bytes, more than the limit.
    public init(tooLarge size: Int64) {
        content = nil
        text = nil
        var sidecar = Sidecar()
        sidecar.complaints = [
            Message(
                zh: "有 \(size) 字节，超过上限 \(Self.byteLimit) 字节，未读取",
                en: "\(size) bytes, over the limit of \(Self.byteLimit), and not read")
        ]
        self.sidecar = sidecar
    }

    /// The finding about everything that is wrong with it; nil when nothing is.
    var finding: Finding? {
        let complaints = sidecar.complaints
        guard !complaints.isEmpty else { return nil }
        return Finding(
            rule: "document.sidecar", severity: .warning,
            message: Message(
                zh: "附带的 meta.json 有误：" + complaints.map(\.chinese).joined(separator: "；"),
                en: "the sidecar is wrong: " + complaints.map(\.english).joined(separator: "; ")))
    }
}

/// Which names are sidecars: `<file>.meta.json` stands beside `<file>` (CLI.md).
public enum SidecarName {
    private static let suffix = BytePath.sidecarSuffix

    /// Whether a name is that of a sidecar.
    public static func matches(_ name: [UInt8]) -> Bool {
        name.count > suffix.count && name[(name.count - suffix.count)...].elementsEqual(suffix)
    }

    /// The sidecar of a report.
    public static func sidecar(of report: BytePath) -> BytePath { report.sidecar }

    /// The report of a sidecar; nil when the path is none of a sidecar.
    public static func report(of sidecar: BytePath) -> BytePath? {
        matches(sidecar.name) ? BytePath(bytes: sidecar.bytes.dropLast(suffix.count)) : nil
    }
}
