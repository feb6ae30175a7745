import Core

extension Examiner {
    /// The result of an archive: that of the one report in it, whose member it names, or one for each of several.
    func readArchive(
        _ bytes: [UInt8], content: ContentID, _ sidecar: SidecarFile?
    ) throws(DocumentFailure) -> Examination {
        var archive = ArchivedReports()
        try ArchivedDocuments.forEach(in: bytes, Inflation(ReadingBudget(reader.limits)), reader) { member in
            archive.add(member, sidecar: sidecar?.sidecar)
        }
        let found = try archive.result()
        if archive.holdsSeveral { return several(archive, content, sidecar) }
        let joined = found.completed(by: archive.documents, sidecar: sidecar?.sidecar)
        var examination = judged(joined.reading, joined.read, found.member.content, content: content, sidecar)
        examination.member = EntryName.shown(found.member.name)
        examination.attachments = joined.attachments
        return examination
    }

    /// Each report under the content of its own, as if it had been dropped by itself, and what could not be read beside them.
    private func several(_ archive: ArchivedReports, _ content: ContentID, _ sidecar: SidecarFile?) -> Examination {
        var members: [ArchiveMember] = []
        for found in archive.reports {
            let beside = sidecar?.beside(member: members.count)
            members.append(
                ArchiveMember(
                    found.member,
                    judged(
                        found.reading, found.read, found.member.content, content: found.member.id ?? content, beside)))
        }
        for (member, failure) in archive.unreadable {
            let examination = self.examination(of: failure, content: member.id, format: member.content.format)
            members.append(ArchiveMember(member, examination))
        }
        var names: Set<[UInt8]> = []
        for index in members.indices {
            let name = members[index].name
            var number = 1
            while !names.insert(members[index].name).inserted {
                number += 1
                members[index].name = name + Array("#\(number)".utf8)
            }
        }
        let worst = members.map(\.examination.verdict).max { $0.rank < $1.rank } ?? .unreadable
        var examination = Examination(
            content: content, format: .unknown, encoding: nil, report: nil, findings: [], verdict: worst)
        examination.members = members
        return examination
    }
}

extension ArchiveMember {
    fileprivate init(_ member: ArchivedDocuments.Member, _ examination: Examination) {
        var examination = examination
        examination.member = EntryName.shown(member.name)
        self.init(name: member.name, size: member.size, examination: examination)
    }
}

extension Verdict {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self).map { -$0 } ?? 0 }
}
