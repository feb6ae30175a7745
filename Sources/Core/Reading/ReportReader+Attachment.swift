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
    /// Whether a page lacks tables of the form, so that an attachment may hold them.
    ///
    /// - Parameters:
    ///   - page: the page.
    ///   - sidecar: what stands beside it.
    /// - Returns: whether one of the three is not there, all of them where it is no report by itself.
    public static func lacksTables(_ page: ReportPart, sidecar: Sidecar? = nil) -> Bool {
        let read = read(page.document, fileName: page.fileName, sidecar: sidecar, page: page.page)
        return (read.report?.tables.count ?? 0) < FormTable.allCases.count
    }

    /// Reads a page and the attachment beside it, in which its tables may stand (详见附件).
    ///
    /// A page with all tables needs no attachment; one that holds the whole report is read instead of the page, with what
    /// the page says of it; else the page's text and the attachment's tables are one report. Files that name different
    /// organs or years are not, and a page that has neither sections nor a title that names organ or year is none.
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
        let name = String(decoding: attachment.fileName, as: UTF8.self)
        let attached = read(
            attachment.document.attached(as: name), fileName: attachment.fileName, sidecar: sidecar, page: page.page)
        if let mine = alone.report?.identity, let other = attached.report?.identity, mine.contradicts(other) {
            return (alone, false)
        }
        let joined = read(
            page.document.with(tablesOf: attachment.document, named: name), fileName: page.fileName, sidecar: sidecar,
            page: page.page)
        if alone.report == nil {
            guard let report = joined.report, report.identity.isNamedByPage else { return (alone, false) }
            if let other = attached.report?.identity, report.identity.contradicts(other) { return (alone, false) }
        }
        // Headings over the three tables alone do not make an attachment the whole.
        if let whole = attached.report, whole.tables.isSuperset(of: tables), whole.tables.count > tables.count,
            whole.headings.count > FormTable.allCases.count,
            whole.headings.count >= alone.report?.headings.count ?? 0
        {
            return (attached, true)
        }
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
    /// Whether the text of the page itself, or its metadata, names organ or year in a title.
    fileprivate var isNamedByPage: Bool {
        claims.contains { ($0.source == .title || $0.source == .page) && $0.place?.file == nil && $0.year != nil }
    }

    /// Whether both name an organ or a year, and not the same.
    fileprivate func contradicts(_ other: Identity) -> Bool {
        func differ<Value: Equatable>(_ one: Value?, _ another: Value?) -> Bool {
            one.flatMap { one in another.map { one != $0 } } ?? false
        }
        return differ(agency, other.agency) || differ(year, other.year)
    }
}
