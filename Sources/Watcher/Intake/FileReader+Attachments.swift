import Core
import Documents
import Glibc

/// A page and the attachment that its tables stand in are one report, the page's. Whichever of the two is read, the other
/// is looked for beside it, so that it does not matter which comes first.
extension FileReader {
    /// The most files beside a page that are read as what may be its attachment.
    private static let most = 8

    /// A file beside the one that was to be read.
    private struct Neighbour {
        let part: FilePart
        let seen: SeenFile
        let beside: Beside?

        var path: BytePath { seen.path }

        var stamp: FileStamp {
            FileStamp(path: path, size: seen.status.size, modifiedNanoseconds: seen.status.modifiedNanoseconds)
        }
    }

    /// What was asked for, and as what it was read.
    private struct Question {
        let order: ReadOrder
        let read: ReadFile
        let mayStartChild: Bool
    }

    /// A page that lacks tables, with its attachment; an attachment, as part of its page; any other file as it was read.
    func joined(_ read: ReadFile, _ order: ReadOrder, mayStartChild: Bool) throws(SyscallError) -> Reading {
        guard read.intake.examination.verdict != .unreadable else { return .examined(read) }
        let question = Question(order: order, read: read, mayStartChild: mayStartChild)
        if CompanionNames.isPage(order.path.name) {
            guard read.intake.examination.lacksTables else { return .examined(read) }
            return page(question) ?? .examined(read)
        }
        guard CompanionNames.isAttachment(order.path.name) else { return .examined(read) }
        return try attachment(question) ?? .examined(read)
    }

    private func page(_ question: Question) -> Reading? {
        let path = question.order.path
        var names = question.read.intake.examination.links
        names += question.read.intake.sidecar?.text.map { Sidecar.read(Array($0.utf8)).attachments } ?? []
        let met = open.withLock {
            $0.note(OpenReports.Page(file: question.read.file(path), links: names))
        }
        guard let page = neighbour(path, question) else { return nil }
        return joined(page, names + met.map(\.name), question)
    }

    private func attachment(_ question: Question) throws(SyscallError) -> Reading? {
        let path = question.order.path
        var pages = CompanionNames.pages(of: path.name).map { (path: path.beside($0), links: [[UInt8]]()) }
        if question.read.intake.examination.report?.tables.isEmpty == false {
            let file = question.read.file(path)
            for page in open.withLock({ $0.note(file) }) { pages.append((page.file.path, page.links)) }
        }
        for candidate in pages {
            guard let page = neighbour(candidate.path, question) else { continue }
            if let joined = joined(page, candidate.links + [path.name], question) { return joined }
        }
        guard !question.read.intake.examination.isWhole, let known = try lastPage(of: path),
            known.directory == path.directory, let page = neighbour(known, question)
        else { return nil }
        return joined(page, [path.name], question)
    }

    /// The page that a file was read with as its attachment before.
    private func lastPage(of path: BytePath) throws(SyscallError) -> BytePath? {
        do {
            return try pageOfAttachment(path)
        } catch {
            throw SyscallError(call: "read from the archive", code: EIO, path: path)
        }
    }

    /// A page with its attachment, which has a name that the page's own tells or one of these; nil where none completes it, or
    /// the file that was asked for is neither of the two.
    private func joined(_ page: Neighbour, _ names: [[UInt8]], _ question: Question) -> Reading? {
        let asked = question.order.path
        var attachments: [Neighbour] = []
        var tried: Set<[UInt8]> = [page.part.name]
        for name in CompanionNames.attachments(of: page.part.name) + names where attachments.count < Self.most {
            guard tried.insert(name).inserted, let found = neighbour(page.path.beside(name), question) else { continue }
            if !question.mayStartChild, needsChild(found.part.bytes) { return .put(.setAside) }
            attachments.append(found)
        }
        guard !attachments.isEmpty, let joined = join(page.part, attachments.map(\.part), page.beside?.file) else {
            return nil
        }
        let attachment = attachments[joined.attachment]
        guard asked == page.path || asked == attachment.path else { return nil }
        var file = question.read
        file.intake = intake(page, attachment, joined, question)
        file.others = [asked == page.path ? attachment.seen : page.seen]
        file.asAttachment = asked == page.path ? nil : question.read.intake.examination
        return .examined(file)
    }

    /// The page's intake, to be believed when both files are.
    private func intake(
        _ page: Neighbour, _ attachment: Neighbour, _ joined: JoinedExamination, _ question: Question
    ) -> Intake {
        func intake(_ file: Neighbour) -> Intake {
            let isAsked = file.path == question.order.path
            let order = isAsked ? question.order : ReadOrder(path: file.path, isFinal: question.order.isFinal)
            let now = question.read.intake.receivedAt
            return self.intake(order, file.seen.status, joined.examination, now, file.beside)
        }
        var result = intake(page)
        let part = intake(attachment)
        if let other = part.releaseAt { result.releaseAt = max(result.releaseAt ?? other, other) }
        result.attachments = [
            AttachmentIntake(file: attachment.stamp, content: joined.content, sidecar: part.sidecar)
        ]
        return result
    }

    /// A file beside another; nil where there is none that can be read as it stands: its own event will tell.
    private func neighbour(_ path: BytePath, _ question: Question) -> Neighbour? {
        let now = question.read.intake.receivedAt
        do {
            let status = try FileStatus(of: path, following: followsSymbolicLinks)
            guard status.kind == .regular, status.size > 0, status.size <= byteLimit,
                let bytes = try contents(path, status)
            else { return nil }
            let beside = try sidecar(of: ReadOrder(path: path), now)
            return Neighbour(
                part: FilePart(bytes: bytes, name: path.name),
                seen: SeenFile(
                    path: path, status: status, isRacy: isRacy(status, now), sidecar: beside?.sighting),
                beside: beside)
        } catch {
            return nil
        }
    }
}

extension FileReader.ReadFile {
    /// The file, and whose report it says it is.
    fileprivate func file(_ path: BytePath) -> OpenReports.File {
        let identity = intake.examination.report?.identity
        return OpenReports.File(
            path: path, modified: intake.file.modifiedNanoseconds, agency: identity?.agency, year: identity?.year)
    }
}

extension Examination {
    /// Whether there is text in which tables of the form are missing.
    fileprivate var lacksTables: Bool {
        (report?.tables.count ?? 0) < FormTable.allCases.count
    }

    /// Whether it is a report that needs no other file: what of it is here says who reports, and more than tables.
    fileprivate var isWhole: Bool {
        guard let report, !lacksTables else { return false }
        return report.headings.count > FormTable.allCases.count && report.identity.agency != nil
            && report.identity.year != nil
    }
}
