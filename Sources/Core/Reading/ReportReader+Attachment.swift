/// One of the files that together may be one report.
public struct ReportPart: Sendable {
    /// What its format's reader made of it.
    public let document: Document
    /// Its name without its folder.
    public let fileName: [UInt8]
    /// What the page says that it was saved from.
    public let page: PageFacts

    /// A part.
    public init(document: Document, fileName: [UInt8], page: PageFacts = PageFacts()) {
        self.document = document
        self.fileName = fileName
        self.page = page
    }
}

extension ReportReader {
    /// Reads a page and the attachment beside it, in which its tables may stand (详见附件).
    ///
    /// A page with all tables needs no attachment; one that holds the whole report is read instead of the page, with what
    /// the page says of it; else the page's text and the attachment's tables are one report. Files that name different
    /// organs or years are not.
    ///
    /// - Parameters:
    ///   - page: the page.
    ///   - attachment: what is beside it.
    ///   - sidecar: what stands beside the page.
    /// - Returns: the report, and whether the attachment is part of it; without it the page's own reading.
    public static func read(
        _ page: ReportPart, attachment: ReportPart, sidecar: Sidecar? = nil
    ) -> (reading: Reading, usesAttachment: Bool) {
        let alone = read(page.document, fileName: page.fileName, sidecar: sidecar, page: page.page)
        let tables = alone.report?.tables ?? []
        guard tables.count < FormTable.allCases.count else { return (alone, false) }
        let attached = read(attachment.document, fileName: attachment.fileName, sidecar: sidecar, page: page.page)
        if let mine = alone.report?.identity, let other = attached.report?.identity, mine.contradicts(other) {
            return (alone, false)
        }
        // Headings over the three tables alone do not make an attachment the whole.
        if let whole = attached.report, whole.tables.isSuperset(of: tables), whole.tables.count > tables.count,
            whole.headings.count > FormTable.allCases.count,
            whole.headings.count >= alone.report?.headings.count ?? 0
        {
            return (attached, true)
        }
        let name = String(decoding: attachment.fileName, as: UTF8.self)
        let joined = read(
            page.document.with(tablesOf: attachment.document, named: name), fileName: page.fileName, sidecar: sidecar,
            page: page.page)
        guard let report = joined.report, report.tables.count > tables.count else { return (alone, false) }
        return (joined, true)
    }
}

extension Reading {
    /// The report; nil where it is none.
    fileprivate var report: Report? {
        if case .report(let report) = self { report } else { nil }
    }
}

extension Identity {
    /// Whether both name an organ or a year, and not the same.
    fileprivate func contradicts(_ other: Identity) -> Bool {
        func differ<Value: Equatable>(_ one: Value?, _ another: Value?) -> Bool {
            one.flatMap { one in another.map { one != $0 } } ?? false
        }
        return differ(agency, other.agency) || differ(year, other.year)
    }
}
