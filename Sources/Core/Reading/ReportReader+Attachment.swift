/// One of the files that together may be one report.
public struct ReportPart: Sendable {
    /// What its format's reader made of it.
    public let document: Document
    /// Its name without its folder.
    public let fileName: [UInt8]
    /// What the page says that it was saved from.
    public let page: PageFacts
    /// What it is shown as: its name, behind that of the archive it is in.
    public let shownName: String

    /// A part; shown under its own name, where no other is given.
    public init(document: Document, fileName: [UInt8], page: PageFacts = PageFacts(), shownName: String? = nil) {
        self.document = document
        self.fileName = fileName
        self.page = page
        self.shownName = shownName ?? String(decoding: fileName, as: UTF8.self)
    }
}

extension ReportReader {
    /// Reads a page and the attachments beside it, in which its tables may stand (详见附件).
    ///
    /// A page with all tables needs no attachment; one that holds the whole report is read instead of the page, with what
    /// the page says of it; else the page's text and the tables of as many attachments as it takes are one report, the one
    /// with most tables first. Files that name different organs or years are not, and a page that has neither sections nor a
    /// title that names organ or year is none.
    ///
    /// - Parameters:
    ///   - page: the page.
    ///   - attachments: what is beside it.
    ///   - sidecar: what stands beside the page.
    /// - Returns: the report, and which attachments are part of it; without any the page's own reading.
    public static func read(
        _ page: ReportPart, attachments: [ReportPart], sidecar: Sidecar? = nil
    ) -> (reading: Reading, used: [Int]) {
        var joint = JointPage(page, sidecar)
        var used: [Int] = []
        while !joint.isComplete {
            var best: (index: Int, joint: JointPage)?
            for (index, attachment) in attachments.enumerated() where !used.contains(index) {
                guard let found = joint.completed(by: attachment), found.tables.count > best?.joint.tables.count ?? 0
                else { continue }
                best = (index, found)
            }
            guard let best else { break }
            used.append(best.index)
            joint = best.joint
        }
        return (joint.reading, used)
    }
}

/// A page with the attachments that have completed it so far.
private struct JointPage {
    private let page: ReportPart
    private let sidecar: Sidecar?
    /// The page's text with the tables of the attachments.
    private let document: Document
    let reading: Reading

    init(_ page: ReportPart, _ sidecar: Sidecar?) {
        self.init(page, sidecar, page.document)
    }

    private init(_ page: ReportPart, _ sidecar: Sidecar?, _ document: Document, _ reading: Reading? = nil) {
        self.page = page
        self.sidecar = sidecar
        self.document = document
        self.reading =
            reading
            ?? ReportReader.read(document, fileName: page.fileName, sidecar: sidecar, page: page.page)
    }

    private var report: Report? { reading.report }
    var tables: Set<FormTable> { report?.tables ?? [] }
    var isComplete: Bool { tables.count == FormTable.allCases.count }

    /// The same with one more attachment; nil where it does not help, or is another report's.
    func completed(by attachment: ReportPart) -> JointPage? {
        let name = attachment.shownName
        let alone = ReportReader.read(
            attachment.document.attached(as: name), fileName: attachment.fileName, sidecar: sidecar, page: page.page)
        if let mine = report?.identity, let other = alone.report?.identity, mine.contradicts(other) { return nil }
        let joined = JointPage(page, sidecar, document.with(tablesOf: attachment.document, named: name))
        if report == nil {
            guard let report = joined.report, report.identity.isNamedByPage else { return nil }
            if let other = alone.report?.identity, report.identity.contradicts(other) { return nil }
        }
        // Headings over the three tables alone do not make an attachment the whole.
        if let whole = alone.report, whole.tables.isSuperset(of: tables), whole.tables.count > tables.count,
            whole.headings.count > FormTable.allCases.count, whole.headings.count >= report?.headings.count ?? 0
        {
            return JointPage(page, sidecar, attachment.document.attached(as: name), alone)
        }
        return joined.tables.count > tables.count ? joined : nil
    }
}

extension Reading {
    /// The report; nil where it is none.
    fileprivate var report: Report? {
        if case .report(let report) = self { report } else { nil }
    }
}

extension Identity {
    /// Whether the text of the page itself, or its metadata, names organ or year in a title.
    fileprivate var isNamedByPage: Bool {
        claims.contains { ($0.source == .title || $0.source == .page) && $0.place?.file == nil && $0.year != nil }
    }

    /// Whether both name an organ or a year, and not the same.
    public func contradicts(_ other: Identity) -> Bool {
        func differ<Value: Equatable>(_ one: Value?, _ another: Value?) -> Bool {
            one.flatMap { one in another.map { one != $0 } } ?? false
        }
        return differ(agency, other.agency) || differ(year, other.year)
    }
}
