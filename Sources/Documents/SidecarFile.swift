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
        self.init(
            unread: Message(
                zh: "有 \(size) 字节，超过上限 \(Self.byteLimit) 字节，未读取",
                en: "\(size) bytes, over the limit of \(Self.byteLimit), and not read"))
    }

    /// A sidecar that was not read, and why.
    public init(unread reason: Message) {
        var sidecar = Sidecar()
        sidecar.isObject = false
        sidecar.complaints = [reason]
        self.init(content: nil, sidecar: sidecar, text: nil)
    }

    private init(content: ContentID?, sidecar: Sidecar, text: String?) {
        self.content = content
        self.sidecar = sidecar
        self.text = text
    }

    /// Whether it can be read as what a sidecar is; one that cannot takes back nothing that was said before.
    public var isReadable: Bool { sidecar.isObject }

    /// This one, which cannot be read, saying what it said when it last could be.
    public func holding(_ last: String) -> SidecarFile {
        var held = Sidecar.read(Array(last.utf8))
        held.complaints =
            sidecar.complaints + [Message(zh: "此前可读的内容仍然有效", en: "what it said when it could last be read holds")]
        return SidecarFile(content: content, sidecar: held, text: last)
    }

    /// This one beside an archive of several reports: it does not say whose they are, and what is wrong with it is said once.
    func beside(member index: Int) -> SidecarFile {
        var sidecar = sidecar.ofNobody
        if index > 0 { sidecar.complaints = [] }
        return SidecarFile(content: content, sidecar: sidecar, text: text)
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
