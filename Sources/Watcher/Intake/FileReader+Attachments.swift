import Core
import Documents
import Glibc

/// A page and the attachment that its tables stand in are one report, the page's. Whichever of the two is read, the other
/// is looked for beside it, so that it does not matter which comes first, and nothing has to be remembered.
extension FileReader {
    /// The most files beside a page that are read as what may be its attachment.
    private static let most = 4

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

    /// A page that lacks tables, with its attachment; an attachment, as part of its page; any other file as it was read.
    func joined(_ read: ReadFile, _ order: ReadOrder, mayStartChild: Bool) -> Reading {
        guard read.intake.examination.verdict != .unreadable else { return .examined(read) }
        let name = order.path.name
        if read.intake.examination.lacksTables {
            let attachments = CompanionNames.attachments(of: name)
            if !attachments.isEmpty {
                guard let page = neighbour(order.path, read.intake.receivedAt) else { return .examined(read) }
                return joined(page, asked: order.path, read, order, mayStartChild) ?? .examined(read)
            }
        }
        for candidate in CompanionNames.pages(of: name) {
            guard let page = neighbour(order.path.beside(candidate), read.intake.receivedAt) else { continue }
            if let joined = joined(page, asked: order.path, read, order, mayStartChild) { return joined }
        }
        return .examined(read)
    }

    /// A page with its attachment, where the file that was asked for is one of the two.
    private func joined(
        _ page: Neighbour, asked: BytePath, _ read: ReadFile, _ order: ReadOrder, _ mayStartChild: Bool
    ) -> Reading? {
        var attachments: [Neighbour] = []
        for name in CompanionNames.attachments(of: page.part.name) where attachments.count < Self.most {
            guard let found = neighbour(page.path.beside(name), read.intake.receivedAt) else { continue }
            if !mayStartChild, needsChild(found.part.bytes) { return .put(.setAside) }
            attachments.append(found)
        }
        guard !attachments.isEmpty,
            let joined = join(page.part, attachments.map(\.part), page.beside?.file)
        else { return nil }
        let attachment = attachments[joined.attachment]
        guard asked == page.path || asked == attachment.path else { return nil }
        var file = read
        file.intake = intake(page, attachment, joined, read, order)
        let isPage = asked == page.path
        file.others = [isPage ? attachment.seen : page.seen]
        file.asAttachment = isPage ? nil : read.intake.examination
        return .examined(file)
    }

    /// The page's intake, to be believed when both files are.
    private func intake(
        _ page: Neighbour, _ attachment: Neighbour, _ joined: JoinedExamination, _ read: ReadFile, _ order: ReadOrder
    ) -> Intake {
        func intake(_ file: Neighbour) -> Intake {
            var other = order
            if file.path != order.path { other = ReadOrder(path: file.path, isFinal: order.isFinal) }
            return self.intake(other, file.seen.status, joined.examination, read.intake.receivedAt, file.beside)
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
    private func neighbour(_ path: BytePath, _ now: UnixTime) -> Neighbour? {
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

extension Examination {
    /// Whether there is text in which tables of the form are missing.
    fileprivate var lacksTables: Bool {
        (report?.tables.count ?? 0) < FormTable.allCases.count
    }
}

extension BytePath {
    /// The path of another file in the same directory.
    fileprivate func beside(_ name: [UInt8]) -> BytePath {
        BytePath(bytes: bytes.dropLast(self.name.count) + name)
    }
}
