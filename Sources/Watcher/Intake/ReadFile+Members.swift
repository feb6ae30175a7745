import Core

extension FileReader.ReadFile {
    /// An archive of several reports as so many results, each under the archive's path with the member's name behind it. The last
    /// one says that the archive is done with: they are stored together or not at all.
    func parted() -> Self {
        var intakes = intake.examination.members.map(member)
        guard var last = intakes.popLast(), let content = intake.examination.content else { return self }
        last.archive = AttachmentIntake(file: intake.file, content: content, sidecar: intake.sidecar)
        var read = self
        read.byItself = intake.examination
        read.intake = last
        read.members = intakes
        return read
    }

    /// The sidecar of the archive is that of each member.
    private func member(_ member: ArchiveMember) -> Intake {
        var intake = intake
        let path = intake.file.path.appending(member.name)
        intake.examination = member.examination
        intake.file = intake.file.moved(to: path, size: Int64(member.size))
        intake.sidecar = intake.sidecar.map { sidecar in
            var sidecar = sidecar
            sidecar.file = sidecar.file.moved(to: path.sidecar, size: sidecar.file.size)
            return sidecar
        }
        return intake
    }
}

extension FileStamp {
    fileprivate func moved(to path: BytePath, size: Int64) -> FileStamp {
        FileStamp(path: path, size: size, modifiedNanoseconds: modifiedNanoseconds)
    }
}
