import Core
import Documents
import Glibc

/// A page and the attachments that its tables stand in are one report, the page's. Whichever of them is read, the others
/// are looked for beside it, so that it does not matter which comes first.
extension FileReader {
    /// The most files beside a page that are read as what may be its attachments.
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

    /// A page that lacks tables, with its attachments; an attachment, as part of its page; any other file as it was read.
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
        let examination = question.read.intake.examination
        let named = Self.named(by: examination, question.read.intake.sidecar)
        let met = open.withLock {
            $0.note(OpenReports.Page(file: question.read.file(path), links: named))
        }
        let pointing = examination.pointsToAttachments
        let names = CompanionNames.attachments(of: path.name, pointing: pointing) + named + met.map(\.name)
        guard let attachments = self.attachments(names, of: path, question) else { return .put(.setAside) }
        guard !attachments.isEmpty, let page = neighbour(path, question) else { return nil }
        return joined(page, attachments, question)
    }

    private func attachment(_ question: Question) throws(SyscallError) -> Reading? {
        let path = question.order.path
        let examination = question.read.intake.examination
        var pages = CompanionNames.pages(of: path.name).map { (path: path.beside($0), names: [[UInt8]]()) }
        if examination.report?.tables.isEmpty == false {
            let file = question.read.file(path)
            pages += open.withLock { $0.note(file) }.map { (path: $0.file.path, names: [path.name]) }
        }
        if !examination.isWhole {
            let known = try companions(of: path).filter { $0.directory == path.directory }
            if let page = known.first { pages.append((path: page, names: [path.name] + known.dropFirst().map(\.name))) }
        }
        for candidate in pages {
            if let joined = joined(candidate.path, candidate.names, question) { return joined }
        }
        return nil
    }

    /// The files that an attachment was read with before.
    private func companions(of path: BytePath) throws(SyscallError) -> [BytePath] {
        do {
            return try companionsOfAttachment(path)
        } catch {
            throw SyscallError(call: "read from the archive", code: EIO, path: path)
        }
    }

    /// A page with the attachment that was asked for and others, found by what the page tells or by these names; nil where it
    /// lacks nothing, or has nothing to do with that attachment.
    private func joined(_ path: BytePath, _ names: [[UInt8]], _ question: Question) -> Reading? {
        guard let page = neighbour(path, question) else { return nil }
        if !question.mayStartChild, needsChild(page.part.bytes) { return .put(.setAside) }
        let alone = examine(page.part.bytes, page.part.name, page.beside?.file)
        guard alone.verdict != .unreadable, alone.lacksTables else { return nil }
        let own = CompanionNames.attachments(of: page.part.name, pointing: alone.pointsToAttachments)
        let names = own + Self.named(by: alone, page.beside?.intake) + names
        guard let attachments = self.attachments(names, of: path, question) else { return .put(.setAside) }
        guard attachments.contains(where: { $0.path == question.order.path }) else { return nil }
        return joined(page, attachments, question)
    }

    /// The names of attachments that a page links to, or that its sidecar has.
    private static func named(by examination: Examination, _ sidecar: SidecarIntake?) -> [[UInt8]] {
        examination.links + (sidecar?.text.map { Sidecar.read(Array($0.utf8)).attachments } ?? [])
    }

    /// The files of these names beside a page; nil where one needs a child, and none may be started.
    private func attachments(_ names: [[UInt8]], of page: BytePath, _ question: Question) -> [Neighbour]? {
        var attachments: [Neighbour] = []
        var tried: Set<[UInt8]> = [page.name]
        var names = names[...]
        while attachments.count < Self.most, let name = names.popFirst() {
            guard tried.insert(name).inserted, let found = neighbour(page.beside(name), question) else { continue }
            if !question.mayStartChild, needsChild(found.part.bytes) { return nil }
            attachments.append(found)
            names += CompanionNames.successors(of: name)
        }
        return attachments
    }

    /// A page with its attachments; nil where none completes it, or the file that was asked for is none of them.
    private func joined(_ page: Neighbour, _ attachments: [Neighbour], _ question: Question) -> Reading? {
        guard let joined = join(page.part, attachments.map(\.part), page.beside?.file) else { return nil }
        let asked = question.order.path
        let parts = joined.parts.map { (file: attachments[$0.file], content: $0.content) }
        guard asked == page.path || parts.contains(where: { $0.file.path == asked }) else { return nil }
        var read = question.read
        read.intake = intake(page, joined.examination, question)
        for (file, content) in parts {
            let part = intake(file, joined.examination, question)
            if let other = part.releaseAt { read.intake.releaseAt = max(read.intake.releaseAt ?? other, other) }
            read.intake.attachments.append(
                AttachmentIntake(file: file.stamp, content: content, sidecar: part.sidecar))
        }
        read.others = ([page] + parts.map(\.file)).filter { $0.path != asked }.map(\.seen)
        read.byItself = asked == page.path ? nil : question.read.intake.examination
        return .examined(read)
    }

    /// The intake of one of the files, to be believed as that file is.
    private func intake(_ file: Neighbour, _ examination: Examination, _ question: Question) -> Intake {
        let isAsked = file.path == question.order.path
        let order = isAsked ? question.order : ReadOrder(path: file.path, isFinal: question.order.isFinal)
        return intake(order, file.seen.status, examination, question.read.intake.receivedAt, file.beside)
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
