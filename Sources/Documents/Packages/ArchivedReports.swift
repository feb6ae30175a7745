import Core

/// Of the documents in an archive, those that are reports: one of them is the archive's, or nobody can say which.
struct ArchivedReports {
    /// A document that was read.
    struct Found {
        /// Its name in the archive, in UTF-8.
        let name: [UInt8]
        /// What it is.
        let content: FileContent
        /// What its format's reader made of it.
        let reading: DocumentReading
        /// What it says.
        let read: Reading
    }

    /// A document with what it is read as beside others.
    struct Part {
        let part: ReportPart
        let reading: DocumentReading
    }

    private let name: [UInt8]
    private var reports: [Found] = []
    private var firstOther: Found?
    private var failures: [(name: [UInt8], failure: DocumentFailure)] = []
    /// The first documents that could be read: one may hold the tables that another lacks.
    private(set) var documents: [Part] = []

    private static let mostDocuments = 16

    /// Nothing of the archive of this name is read yet.
    init(name: [UInt8]) {
        self.name = name
    }

    /// Takes one more document.
    mutating func add(_ member: ArchivedDocuments.Member, sidecar: Sidecar?) {
        switch member.reading {
        case .failure(let failure): failures.append((member.name, failure))
        case .success(let reading):
            let fileName = EntryName.last(member.name)
            let read = ReportReader.read(
                reading.document, fileName: fileName, sidecar: sidecar, page: reading.page)
            let found = Found(name: member.name, content: member.content, reading: reading, read: read)
            if documents.count < Self.mostDocuments {
                let shown = "\(String(decoding: name, as: UTF8.self))/\(EntryName.shown(member.name))"
                let part = ReportPart(
                    document: reading.document, fileName: fileName, page: reading.page, shownName: shown)
                documents.append(Part(part: part, reading: reading))
            }
            if found.report == nil { firstOther = firstOther ?? found } else { take(found) }
        }
    }

    /// Whether there are reports of several organs or years in it.
    var holdsSeveral: Bool { reports.count > 1 }

    /// The same report in two formats is one: the fuller stays.
    private mutating func take(_ found: Found) {
        guard let index = reports.firstIndex(where: { $0.isSameReport(as: found) }) else {
            return reports.append(found)
        }
        if found.extent > reports[index].extent { reports[index] = found }
    }

    /// The one report; where there is none, a document that is something else.
    ///
    /// - Throws: ``DocumentFailure/unsupported(_:)`` where there are several, or nothing that can be read.
    func result() throws(DocumentFailure) -> Found {
        if reports.count > 1 { throw .unsupported(several) }
        if let report = reports.first { return report }
        if let (name, failure) = failures.first {
            let shown = EntryName.shown(name)
            throw .unsupported(
                Message(
                    zh: "压缩包中没有可读取的报告；\(shown)：\(failure.message.chinese)",
                    en: "the archive holds no report that can be read; \(shown): \(failure.message.english)"))
        }
        guard let firstOther else { throw .empty }
        return firstOther
    }

    private var several: Message {
        let names = reports.prefix(3).map { EntryName.shown($0.name) }
        let isCut = reports.count > names.count
        let chinese = names.joined(separator: "、") + (isCut ? " 等" : "")
        let english = names.joined(separator: ", ") + (isCut ? " and more" : "")
        return Message(
            zh: "压缩包中有 \(reports.count) 份报告（\(chinese)）；请解压后分别放入",
            en: "the archive holds \(reports.count) reports (\(english)); unpack it and drop them one by one")
    }
}

extension ArchivedReports.Found {
    fileprivate var report: Report? {
        if case .report(let report) = read { report } else { nil }
    }

    /// How much of a report it has.
    fileprivate var extent: Int {
        report.map { $0.tables.count * SectionID.allCases.count + $0.headings.count } ?? 0
    }

    /// Whether both are one report in two formats, or one is a part of the other that says less of whose it is.
    fileprivate func isSameReport(as other: Self) -> Bool {
        guard let mine = report, let others = other.report, !mine.identity.contradicts(others.identity) else {
            return false
        }
        let isNamed = [mine, others].allSatisfy { $0.identity.agency != nil && $0.identity.year != nil }
        return isNamed || ![mine, others].allSatisfy(\.isWhole)
    }

    /// The report with the tables that it lacks, where another document in the archive has them.
    func completed(
        by documents: [ArchivedReports.Part], sidecar: Sidecar?
    ) -> (reading: DocumentReading, read: Reading, attachments: [String]) {
        guard report.map({ $0.tables.count < FormTable.allCases.count }) ?? false else { return (reading, read, []) }
        let page = ReportPart(document: reading.document, fileName: EntryName.last(name), page: reading.page)
        let joined = ReportReader.read(page, attachments: documents.map(\.part), sidecar: sidecar)
        let used = joined.used.sorted().map { documents[$0] }
        var whole = reading
        whole.findings += used.flatMap(\.reading.allFindings)
        return (whole, joined.reading, used.map(\.part.shownName))
    }
}

extension Report {
    /// Whether it has more than headings over the three tables.
    fileprivate var isWhole: Bool { headings.count > FormTable.allCases.count }
}
