import Core

/// Of the documents in an archive, those that are reports: one of them is the archive's, or each is a report of its own.
struct ArchivedReports {
    /// A document that was read. Its text is not kept: an archive may hold a thousand of them.
    struct Found {
        /// Where it came from.
        let member: ArchivedDocuments.Member
        /// What its format's reader had to say beside its text.
        let reading: DocumentReading
        /// What it says by itself.
        let read: Reading
        /// What it says with what stands beside the archive, if that names whose report the archive is.
        let stated: Reading
    }

    /// A document that could be read, with its text.
    struct Document {
        /// Its name in the archive, in UTF-8.
        let name: [UInt8]
        /// What its format's reader made of it.
        let reading: DocumentReading

        /// The document as a part of a report, shown under its name, behind that of its archive where that is another file.
        func part(of archive: [UInt8]? = nil) -> ReportPart {
            let folder = archive.map { String(decoding: $0, as: UTF8.self) + "/" } ?? ""
            return ReportPart(
                document: reading.document, fileName: EntryName.last(name), page: reading.page,
                shownName: folder + EntryName.shown(name))
        }
    }

    /// The reports, no two of them the same.
    private(set) var reports: [Found] = []
    private var firstOther: Found?
    private var failures: [(member: ArchivedDocuments.Member, failure: DocumentFailure)] = []
    /// The first documents that could be read: one may hold the tables that another lacks.
    private(set) var documents: [Document] = []

    private static let mostDocuments = 16
    /// How many reports are taken out of one archive.
    static let mostReports = 1000

    /// Takes one more document.
    mutating func add(_ member: ArchivedDocuments.Member, sidecar: Sidecar?) {
        let reading: DocumentReading
        switch member.reading {
        case .failure(let failure): return failures.append((member, failure))
        case .success(let success): reading = success
        }
        func read(_ sidecar: Sidecar?) -> Reading {
            ReportReader.read(
                reading.document, fileName: EntryName.last(member.name), sidecar: sidecar, page: reading.page)
        }
        let alone = read(sidecar?.ofNobody)
        let found = Found(
            member: member.withoutText, reading: reading.withoutText, read: alone,
            stated: sidecar?.namesReport == true ? read(sidecar) : alone)
        if documents.count < Self.mostDocuments { documents.append(Document(name: member.name, reading: reading)) }
        if found.report == nil { firstOther = firstOther ?? found } else { take(found) }
    }

    /// Whether there are reports of several organs or years in it.
    var holdsSeveral: Bool { reports.count > 1 }

    /// The same report in two formats is one: the fuller stays, which needs its sections more than tables that another has.
    private mutating func take(_ found: Found) {
        guard let index = reports.firstIndex(where: { $0.isSameReport(as: found) }) else {
            if reports.count <= Self.mostReports { reports.append(found) }
            return
        }
        let known = reports[index]
        if (found.isWhole ? 1 : 0, found.extent) > (known.isWhole ? 1 : 0, known.extent) { reports[index] = found }
    }

    /// The one report; where there is none, a document that is something else.
    ///
    /// - Throws: ``DocumentFailure/unsupported(_:)`` where there are too many, or nothing that can be read.
    func result() throws(DocumentFailure) -> Found {
        if reports.count > Self.mostReports { throw .unsupported(tooMany) }
        if let report = reports.first { return report }
        if let (member, failure) = failures.first {
            let shown = EntryName.shown(member.name)
            throw .unsupported(
                Message(
                    zh: "压缩包中没有可读取的报告；\(shown)：\(failure.message.chinese)",
                    en: "the archive holds no report that can be read; \(shown): \(failure.message.english)"))
        }
        guard let firstOther else { throw .empty }
        return firstOther
    }

    /// The documents beside reports that could not be read and may be reports themselves: no pictures, and nothing with the
    /// stem of a report, which is that report once more.
    var unreadable: [(member: ArchivedDocuments.Member, failure: DocumentFailure)] {
        let stems = Set(reports.map { EntryName.stem($0.member.name) })
        return failures.filter { failed in
            switch failed.member.content {
            case .picture, .unknown: false
            default: !stems.contains(EntryName.stem(failed.member.name))
            }
        }
    }

    private var tooMany: Message {
        Message(
            zh: "压缩包中的报告超过 \(Self.mostReports) 份；请解压后分别放入",
            en: "the archive holds more than \(Self.mostReports) reports; unpack it and drop them")
    }
}

extension ArchivedReports.Found {
    fileprivate var report: Report? {
        if case .report(let report) = read { report } else { nil }
    }

    fileprivate var isWhole: Bool { report?.isWhole ?? false }

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
        by documents: [ArchivedReports.Document], sidecar: Sidecar?
    ) -> (reading: DocumentReading, read: Reading, attachments: [String]) {
        guard report.map({ $0.tables.count < FormTable.allCases.count }) ?? false,
            let page = documents.first(where: { $0.name == member.name })
        else { return (reading, stated, []) }
        let joined = ReportReader.read(page.part(), attachments: documents.map { $0.part() }, sidecar: sidecar)
        let used = joined.used.sorted().map { documents[$0] }
        var whole = reading
        whole.findings += used.flatMap(\.reading.allFindings)
        return (whole, joined.reading, used.map { EntryName.shown($0.name) })
    }
}

extension Report {
    /// Whether it has more than headings over the three tables.
    fileprivate var isWhole: Bool { headings.count > FormTable.allCases.count }
}

extension DocumentReading {
    fileprivate var withoutText: DocumentReading {
        var reading = self
        reading.document = DocumentBuilder().build()
        return reading
    }
}

extension ArchivedDocuments.Member {
    fileprivate var withoutText: Self {
        Self(name: name, content: content, size: size, id: id, reading: reading.map(\.withoutText))
    }
}

extension Sidecar {
    /// Whether it says whose report it stands beside.
    fileprivate var namesReport: Bool { agency != nil || year != nil }

    /// The same without saying so: several reports are not one organ's.
    var ofNobody: Sidecar {
        var sidecar = self
        sidecar.agency = nil
        sidecar.year = nil
        return sidecar
    }
}
