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

    private var reports: [Found] = []
    private var firstOther: Found?
    private var failures: [(name: [UInt8], failure: DocumentFailure)] = []

    /// Takes one more document.
    mutating func add(_ member: ArchivedDocuments.Member, sidecar: Sidecar?) {
        switch member.reading {
        case .failure(let failure): failures.append((member.name, failure))
        case .success(let reading):
            let read = ReportReader.read(
                reading.document, fileName: EntryName.last(member.name), sidecar: sidecar, page: reading.page)
            let found = Found(name: member.name, content: member.content, reading: reading, read: read)
            if found.report == nil { firstOther = firstOther ?? found } else { take(found) }
        }
    }

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

    fileprivate func isSameReport(as other: Self) -> Bool {
        guard let mine = report?.identity, let others = other.report?.identity else { return false }
        return mine.agency == others.agency && mine.year == others.year
    }
}
